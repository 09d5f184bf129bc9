/** `incomes` → `Incomes`, `special-bonus` → `SpecialBonus`. */
export function capitalized(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
