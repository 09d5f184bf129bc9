/** The part of Prometheus' expressions that the alerts use, on samples as a scrape gives them; anything else is refused. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What is known at the moment of asking, and ten minutes before it. */
export interface Scrapes {
  readonly now: readonly Sample[];
  readonly before?: readonly Sample[];
}

/** Samples out of the text format; `target` is what Prometheus adds of its own. */
export function samplesOf(text: string, target: Readonly<Record<string, string>> = {}): readonly Sample[] {
  return text.split('\n').flatMap((line) => {
    const match = /^([a-z_][a-z0-9_]*)(?:\{(.*)\})? (\S+)$/i.exec(line);
    if (match === null) return [];
    const [, name = '', labels = '', value = ''] = match;
    return [{ name, labels: { ...target, ...labelsOf(labels) }, value: /^nan$/i.test(value) ? Number.NaN : Number(value) }];
  });
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/gi)].map(([, name, value]) => [name as string, value as string]),
  );
}

const COMPARISON = /^(.+?)\s*(==|<|>)\s*(\d+)$/;
const AGGREGATE = /^(max|min) by \((\w+)\) \((.+)\)$/;
const INCREASE = /^increase\((.+)\[10m\]\)$/;
const SELECTOR = /^([a-z_]+)(?:\{(.*)\})?$/;

/** The samples for which an expression holds: where there are any, the alert fires. */
export function firing(expression: string, scrapes: Scrapes): readonly Sample[] {
  return expression.split(' or ').flatMap((part) => {
    const match = COMPARISON.exec(part.trim());
    if (match === null) throw new Error(`not understood: ${part}`);
    const [, operand = '', operator, bound] = match;
    return valuesOf(operand, scrapes).filter(({ value }) => {
      if (operator === '==') return value === Number(bound);
      return operator === '<' ? value < Number(bound) : value > Number(bound);
    });
  });
}

function valuesOf(operand: string, scrapes: Scrapes): readonly Sample[] {
  const aggregate = AGGREGATE.exec(operand);
  if (aggregate !== null) {
    const [, how, label = '', inner = ''] = aggregate;
    const groups = new Map<string, number[]>();
    for (const { labels, value } of valuesOf(inner, scrapes))
      groups.set(labels[label] ?? '', [...(groups.get(labels[label] ?? '') ?? []), value]);
    // As Prometheus does: what is not a number is passed over where there are numbers.
    return [...groups].map(([group, values]) => {
      const numbers = values.filter((value) => !Number.isNaN(value));
      return { name: '', labels: { [label]: group }, value: numbers.length === 0 ? Number.NaN : Math[how as 'max' | 'min'](...numbers) };
    });
  }
  const increase = INCREASE.exec(operand);
  if (increase !== null) {
    const before = valuesOf(increase[1] as string, { now: scrapes.before ?? [] });
    return valuesOf(increase[1] as string, scrapes).flatMap((sample) => {
      const earlier = before.find(({ labels }) => JSON.stringify(labels) === JSON.stringify(sample.labels));
      return earlier === undefined ? [] : [{ ...sample, value: sample.value - earlier.value }];
    });
  }
  const selector = SELECTOR.exec(operand);
  if (selector === null) throw new Error(`not understood: ${operand}`);
  const [, name, matchers = ''] = selector;
  const wanted = [...matchers.matchAll(/(\w+)(=~|=)"([^"]*)"/g)];
  return scrapes.now.filter(
    (sample) =>
      sample.name === name &&
      wanted.every(([, label = '', how, value = '']) =>
        how === '=' ? sample.labels[label] === value : new RegExp(`^(?:${value})$`).test(sample.labels[label] ?? ''),
      ),
  );
}
