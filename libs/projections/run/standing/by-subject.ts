/** Models and slots put together by the kind of subject that they are of: a subject is folded once for all of its models. */
import type { AnyView } from '../../view.js';
import { viewNamed } from '../../views/views.js';
import type { Slot } from './store.js';

export interface SlotsOfSubject {
  readonly subject: AnyView['subject'];
  readonly slots: readonly Slot[];
  readonly views: readonly AnyView[];
}

export function bySubject(slots: readonly Slot[]): readonly SlotsOfSubject[] {
  return groupedByKind(slots, ({ model }) => viewNamed(model)).map((group) => ({
    subject: (group[0] as { view: AnyView }).view.subject,
    slots: group.map(({ item }) => item),
    views: group.map(({ view }) => view),
  }));
}

/** Names of models, those of one kind of subject together. */
export function modelsBySubject(models: readonly string[]): readonly (readonly string[])[] {
  return groupedByKind(models, viewNamed).map((group) => group.map(({ item }) => item));
}

interface WithView<Item> {
  readonly item: Item;
  readonly view: AnyView;
}

function groupedByKind<Item>(items: readonly Item[], viewOf: (item: Item) => AnyView): readonly (readonly WithView<Item>[])[] {
  const groups = new Map<string, WithView<Item>[]>();
  for (const item of items) {
    const view = viewOf(item);
    const group = groups.get(view.subject.kind) ?? [];
    group.push({ item, view });
    groups.set(view.subject.kind, group);
  }
  return [...groups.values()];
}
