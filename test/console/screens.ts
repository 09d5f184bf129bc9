/** The console's screens, each with the questions whose answers it shows: what the tests that go through all of them go through. */

export interface Screen {
  readonly name: string;
  /** Below the console's root, without coordinates; `{plan}` stands for the file of corrections that was planned. */
  readonly path: string;
  /** The API's addresses at coordinates such as `asOf=2009-12-31&knownAt=4`. */
  readonly answers: (at: string) => readonly string[];
}

const yearOf = (at: string): string => /asOf=(\d{4})/.exec(at)?.[1] as string;
/** Parameters are asked for by day and announcement alone. */
const parametersAt = (at: string): string => {
  const asked = new URLSearchParams(at);
  const rules = asked.get('rulesKnownAt') ?? asked.get('asThen');
  return new URLSearchParams({ at: asked.get('asOf') as string, ...(rules === null ? {} : { rulesKnownAt: rules }) }).toString();
};
/** Only what was known: of lists, which have no value date. */
const knownAt = (at: string): string => {
  const asked = new URLSearchParams(at);
  const known = asked.get('knownAt') ?? asked.get('asThen');
  return known === null ? '' : `knownAt=${known}`;
};
const ofParticipant = (id: string, at: string): readonly string[] => {
  const path = `/v1/participants/${id}`;
  return [`${path}/account?${at}&year=${yearOf(at)}`, `${path}/coverage?${at}`, `${path}/history?${knownAt(at)}`];
};
const PINS = ['asOf=2009-09-30', 'asOf=2009-12-31'] as const;

export const SCREENS: readonly Screen[] = [
  { name: 'participants', path: 'participants', answers: () => [] },
  { name: 'participant-fi', path: 'participants/F1', answers: (at) => ofParticipant('F1', at) },
  { name: 'participant-dk', path: 'participants/D1', answers: (at) => ofParticipant('D1', at) },
  {
    name: 'waterfall',
    path: `participants/F1?a=${PINS[0]}&b=${PINS[1]}`,
    answers: (at) => [...ofParticipant('F1', at), `/v1/participants/F1/diff?from=${PINS[0]}&to=${PINS[1]}`],
  },
  { name: 'explain', path: 'participants/F1/explain?figure=windows.2003.premium', answers: (at) => [`/v1/participants/F1/explain?figure=windows.2003.premium&${at}`] },
  { name: 'windows', path: 'windows', answers: () => [] },
  { name: 'windows-of', path: 'windows/F1', answers: (at) => [`/v1/participants/F1/windows?${at}`] },
  { name: 'corrections', path: 'corrections', answers: () => [] },
  { name: 'correction', path: 'corrections/{plan}', answers: () => ['/v1/reprocessings/{plan}', '/v1/reprocessings/{plan}/report'] },
  { name: 'employers', path: 'employers', answers: () => [] },
  { name: 'transfers', path: 'transfers', answers: () => [] },
  { name: 'policy', path: 'policy', answers: () => [] },
  { name: 'journal', path: 'journal', answers: () => [] },
  { name: 'portfolio', path: 'portfolio', answers: (at) => [`/v1/trial-balance?${at}`, '/v1/standing', `/v1/batches?limit=100&${knownAt(at)}`] },
  { name: 'parameters', path: 'parameters/fi-kapl', answers: (at) => [`/v1/parameters/fi-kapl?${parametersAt(at)}`] },
];

/** With coordinates and settings. */
export function addressOf({ path }: Screen, ...words: readonly string[]): string {
  const query = words.filter((each) => each !== '').join('&');
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}
