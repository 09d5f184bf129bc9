/** Figures by name, made when somebody asks for one of their area: the first part of the name. */
import { attempt } from '#ledger/kernel/refusal.js';
import { named, type Explained } from './explained.js';
import { unknownFigure, type Figure } from './figure.js';

export type FiguresByName = ReadonlyMap<string, Explained>;
export type FigureAreas = { readonly [area: string]: () => FiguresByName };

/** The figure of that name as a tree. Refuses UNKNOWN_FIGURE, with the names of its area, or of all where no area has such a name. */
export function figureNamed(name: string, areas: FigureAreas): Figure {
  const area = areas[name.split('.', 1)[0] as string];
  if (area === undefined) return unknownFigure(name, namesOf(areas));
  const figures = area();
  const figure = figures.get(name);
  return figure === undefined ? unknownFigure(name, patterns([...figures.keys()])) : named(figure, name).tell();
}

/** What can be asked for, numbers as what they stand for. An area that refuses to be made has nothing to be asked for yet. */
export function namesOf(areas: FigureAreas): readonly string[] {
  return Object.entries(areas).flatMap(([area, figures]) => {
    const made = attempt(figures);
    const names = made.status === 'refused' ? [] : patterns([...made.value.keys()]);
    return names.length === 0 ? [`${area} (none yet)`] : names;
  });
}

/** `evaluations.2016.backlog` and that of every other year as one: `evaluations.YEAR.backlog`. */
function patterns(names: readonly string[]): readonly string[] {
  const general = (name: string): string =>
    name
      .split('.')
      .map((part) => (/^\d{4}-\d{2}-\d{2}$/.test(part) ? 'DAY' : /^\d{4}$/.test(part) ? 'YEAR' : /^\d{1,3}$/.test(part) ? 'N' : part))
      .join('.');
  return [...new Set(names.map(general))];
}
