/** The console's screens, each with the questions whose answers it shows: what the tests that go through all of them go through. */

export interface Screen {
  readonly name: string;
  /** Below the console's root, without coordinates; `{plan}` is the planned file of corrections, `{run}` the recorded study. */
  readonly path: string;
  /** Where there is most to be seen. */
  readonly at: string;
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
const [EARLIER, LATER] = ['asOf=2009-12-31', 'asOf=2022-12-31'] as const;
const PINS = ['asOf=2009-09-30', 'asOf=2009-12-31'] as const;

export const SCREENS: readonly Screen[] = [
  { name: 'participants', at: EARLIER, path: 'participants', answers: () => [] },
  { name: 'participant-fi', at: EARLIER, path: 'participants/F1', answers: (at) => ofParticipant('F1', at) },
  { name: 'participant-dk', at: LATER, path: 'participants/D1', answers: (at) => ofParticipant('D1', at) },
  {
    name: 'waterfall',
    at: EARLIER,
    path: `participants/F1?a=${PINS[0]}&b=${PINS[1]}`,
    answers: (at) => [...ofParticipant('F1', at), `/v1/participants/F1/diff?from=${PINS[0]}&to=${PINS[1]}`],
  },
  {
    name: 'explain',
    at: EARLIER,
    path: 'participants/F1/explain?figure=windows.2003.premium',
    answers: (at) => [`/v1/participants/F1/explain?figure=windows.2003.premium&${at}`],
  },
  { name: 'windows', at: EARLIER, path: 'windows', answers: () => [] },
  { name: 'windows-of', at: EARLIER, path: 'windows/F1', answers: (at) => [`/v1/participants/F1/windows?${at}`] },
  { name: 'corrections', at: EARLIER, path: 'corrections', answers: () => [] },
  {
    name: 'correction',
    at: EARLIER,
    path: 'corrections/{plan}',
    answers: () => ['/v1/reprocessings/{plan}', '/v1/reprocessings/{plan}/report'],
  },
  { name: 'employers', at: LATER, path: 'employers', answers: () => [] },
  {
    name: 'employer',
    at: LATER,
    path: 'employers/E1?year=2019',
    answers: (at) => [
      `/v1/employers/E1/statement?${at}&year=2019`,
      `/v1/employers/E1/overdue?${at}`,
      `/v1/employers/E1/duties?${at}`,
      `/v1/employers/E1/exemptions?${at}`,
      `/v1/employers/E1/history?${knownAt(at)}`,
    ],
  },
  {
    name: 'employer-late',
    at: LATER,
    path: 'employers/E3?year=2022',
    answers: (at) => [
      `/v1/employers/E3/statement?${at}&year=2022`,
      ...['overdue', 'duties', 'exemptions'].map((view) => `/v1/employers/E3/${view}?${at}`),
      `/v1/employers/E3/history?${knownAt(at)}`,
    ],
  },
  {
    name: 'participant-nl',
    at: LATER,
    path: 'participants/V3',
    answers: (at) => [
      `/v1/participants/V3/rights?${at}&year=${yearOf(at)}`,
      ...['coverage', 'savings', 'letters', 'voluntary-premium'].map((view) => `/v1/participants/V3/${view}?${at}`),
      `/v1/participants/V3/history?${knownAt(at)}`,
    ],
  },
  { name: 'transfers', at: LATER, path: 'transfers', answers: (at) => [`/v1/transfers?${at}`] },
  {
    name: 'transfer',
    at: LATER,
    path: 'transfers/T1',
    answers: (at) => [
      ...['', '/equivalence', '/proof'].map((view) => `/v1/transfers/T1${view}?${at}`),
      `/v1/transfers/T1/history?${knownAt(at)}`,
    ],
  },
  // Whether a snapshot still holds is told of now alone.
  { name: 'transfer-stale', at: '', path: 'transfers/T2', answers: () => [] },
  { name: 'funds', at: LATER, path: 'funds', answers: () => [] },
  {
    name: 'fund-with-policy',
    at: LATER,
    path: 'funds/nl-pob',
    answers: (at) => ['history', 'changes', 'evaluations'].map((of) => `/v1/funds/nl-pob/${of}?${at}`),
  },
  { name: 'fund', at: LATER, path: 'funds/dk-p90', answers: (at) => [`/v1/funds/dk-p90/history?${at}`, `/v1/funds/dk-p90/changes?${at}`] },
  {
    name: 'studies',
    at: LATER,
    path: 'funds/nl-pob/studies',
    answers: (at) => ['alm-runs', 'accountability'].map((of) => `/v1/funds/nl-pob/${of}?${at}`),
  },
  // Shares are rounded where they are shown; that their titles are the API's is a case of its own.
  { name: 'study', at: LATER, path: 'funds/nl-pob/studies/{run}', answers: () => [] },
  { name: 'policy', at: LATER, path: 'policy', answers: () => [] },
  { name: 'journal', at: LATER, path: 'journal', answers: () => [] },
  {
    name: 'portfolio',
    at: LATER,
    path: 'portfolio',
    answers: (at) => [`/v1/trial-balance?${at}`, '/v1/standing', `/v1/batches?limit=100&${knownAt(at)}`],
  },
  { name: 'evidence', at: LATER, path: 'evidence', answers: () => [] },
  { name: 'access', at: LATER, path: 'access', answers: () => [] },
  {
    name: 'parameters',
    at: EARLIER,
    path: 'parameters/fi-kapl?parameter=calculationRate',
    answers: (at) => [`/v1/parameters/fi-kapl?${parametersAt(at)}`],
  },
  {
    name: 'rules-of-funding',
    at: LATER,
    path: 'parameters/nl-pob?scheme=nl-ftk&parameter=indexationThreshold',
    answers: (at) => [`/v1/parameters/nl-pob?scheme=nl-ftk&${parametersAt(at)}`],
  },
];

/** With coordinates and settings. */
export function addressOf({ path }: Screen, ...words: readonly string[]): string {
  const query = words.filter((each) => each !== '').join('&');
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}
