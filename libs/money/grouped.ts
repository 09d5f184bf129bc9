/** How amounts and counts are written for people: a sign between every three digits. */

/** `1234567.89` → `1 234 567.89` with a blank between; the sign, the point and what follows it stay as they are. */
export function grouped(amount: string, between = ' '): string {
  const point = amount.indexOf('.');
  const whole = point === -1 ? amount : amount.slice(0, point);
  const first = whole.startsWith('-') ? 1 : 0;
  let text = whole;
  for (let at = whole.length - 3; at > first; at -= 3) text = `${text.slice(0, at)}${between}${text.slice(at)}`;
  return point === -1 ? text : `${text}${amount.slice(point)}`;
}
