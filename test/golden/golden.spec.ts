/** Frozen journals: every version of the program gives the same hashes for them, and the same answers to the same questions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHAIN_START, canonicalTextOf, chainLink, envelopeText, hex, leafHash } from '#journal/hash-chain.js';
import type { JournalReader } from '#journal/port.js';
import { verifySqliteJournal } from '#journal/sqlite/verify.js';
import { CATALOGUE } from '#ledger/catalogue.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import { canonicalText, type JsonObject } from '#ledger/kernel/json.js';
import { answerDigest, DIGEST_VERSION } from '#projections/answer.js';
import { accountProjection } from '#projections/account/projection.js';
import { fundChanges } from '#projections/changes/fund-changes.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { coverageProjection } from '#projections/coverage/projection.js';
import { diffParticipant } from '#projections/diff/diff.js';
import { liveRunner } from '#projections/run/live.js';
import { trialBalance } from '#projections/trial-balance/trial-balance.js';
import { fundAlmRuns } from '#projections/policy/fund-alm-runs.js';
import { fundCashFlows } from '#projections/policy/fund-cash-flows.js';
import { fundAccountability, fundIndexations } from '#projections/policy/fund-accountability.js';
import { fundEvaluations } from '#projections/policy/fund-evaluations.js';
import { fundPremiumBasis } from '#projections/policy/fund-premium-basis.js';
import { fundRecoveryPath } from '#projections/policy/fund-recovery.js';
import { viewNamed } from '#projections/views/views.js';
import { windowsProjection } from '#projections/windows/projection.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { ERRATA } from './errata.js';
import { GOLDEN, GOLDEN_NAMES, goldenLines, openGolden } from './opened.js';

interface Question {
  readonly model:
    | 'coverage'
    | 'windows'
    | 'account'
    | 'history'
    | 'explain'
    | 'diff'
    | 'changes'
    | 'trial-balance'
    | 'dossier'
    | 'equivalence'
    | 'owed'
    | 'statement'
    | 'overdue'
    | 'evaluations'
    | 'exemptions'
    | 'savings'
    | 'accountability'
    | 'indexations'
    | 'premium-basis'
    | 'alm-runs'
    | 'cash-flows'
    | 'recovery-path'
    | 'letters'
    | 'agenda';
  /** Or a fund, or a transfer. */
  readonly participant?: string;
  readonly coordinates: { readonly asOf?: string; readonly knownAt?: string | number; readonly rulesKnownAt?: string };
  readonly question?: {
    readonly correctionYear?: number;
    readonly year?: number;
    readonly figure?: string;
    readonly from?: AskedCoordinates;
    readonly marketRate?: string;
    readonly years?: number;
  };
}

interface Answers {
  readonly askedAt: string;
  readonly answers: readonly { readonly question: Question; readonly answer: JsonObject }[];
}

const answersOf = (name: string): Answers => JSON.parse(readFileSync(join(GOLDEN, `${name}.answers.json`), 'utf8')) as Answers;

async function ask(
  journal: JournalReader,
  now: string,
  { model, participant = '', coordinates, question = {} }: Question,
): Promise<object> {
  const { knownAt } = coordinates;
  const asked = { ...coordinates, knownAt: typeof knownAt === 'number' ? BigInt(knownAt) : knownAt };
  const live = liveRunner(journal, () => now);
  const asks: { readonly [model in Question['model']]: () => Promise<object> } = {
    coverage: () => live.ask(coverageProjection, participant, asked, undefined),
    windows: () => live.ask(windowsProjection, participant, asked, { correctionYear: question.correctionYear }),
    account: () => live.ask(accountProjection, participant, asked, { year: question.year as number }),
    dossier: () => live.ask(viewNamed('dossier'), participant, asked, undefined),
    equivalence: () => live.ask(viewNamed('equivalence'), participant, asked, undefined),
    owed: () => live.ask(viewNamed('owed'), participant, asked, undefined),
    statement: () => live.ask(viewNamed('statement'), participant, asked, { year: question.year }),
    overdue: () => live.ask(viewNamed('overdue'), participant, asked, undefined),
    accountability: () => fundAccountability(journal, () => now, participant, asked),
    indexations: () => fundIndexations(journal, () => now, participant, asked),
    savings: () => live.ask(viewNamed('savings'), participant, asked, undefined),
    letters: () => live.ask(viewNamed('letters'), participant, asked, undefined),
    agenda: () => live.ask(viewNamed('agenda'), participant, asked, undefined),
    exemptions: () => live.ask(viewNamed('exemptions'), participant, asked, undefined),
    evaluations: () => fundEvaluations(journal, () => now, participant, asked),
    'premium-basis': () => fundPremiumBasis(journal, () => now, participant, asked),
    'alm-runs': () => fundAlmRuns(journal, () => now, participant, asked),
    'cash-flows': () => fundCashFlows(journal, () => now, participant, asked, question),
    'recovery-path': () => fundRecoveryPath(journal, () => now, participant, asked, { years: question.years as number }),
    history: () => live.history(`participant-${participant}`, asked),
    explain: () => live.explain(participant, question.figure as string, asked),
    diff: () => diffParticipant(journal, () => now, participant, question.from as AskedCoordinates, asked),
    changes: () => fundChanges(journal, () => now, participant, asked),
    'trial-balance': () => trialBalance({ journal, clock: () => now, coordinates: asked, workers: 0 }),
  };
  try {
    return await asks[model]();
  } catch (error) {
    const { refusal } = error as { readonly refusal?: { readonly code: string } };
    if (refusal === undefined) throw error;
    return { refused: refusal.code };
  }
}

/** A present answer as a program of the frozen answer's digest version gave it. */
async function inVersionOf(
  frozen: JsonObject,
  present: JsonObject,
  coverageAt: (coordinates: AskedCoordinates) => Promise<object>,
  { coordinates, question }: Question,
): Promise<JsonObject> {
  if (present['refused'] !== undefined || present['digestVersion'] === frozen['digestVersion']) return present;
  const { digest: _ofToday, digestVersion: _ofIt, ...rest } = present;
  const older = { ...rest };
  // A digest inside an answer is of its version too.
  if (older['coverageDigest'] !== undefined) {
    older['coverageDigest'] = await oldDigest(coverageAt(coordinates as AskedCoordinates));
    older['since'] = { ...(older['since'] as JsonObject), coverageDigest: await oldDigest(coverageAt(question?.from as AskedCoordinates)) };
  }
  return { ...older, digest: answerDigest(older) };
}

/** The frozen answer; with its erratum where it has one, under a digest of its own. */
function rightOf(name: string, { model, participant }: Question, frozen: JsonObject): JsonObject {
  const erratum = ERRATA.find((each) => each.name === name && each.question.model === model && each.question.participant === participant);
  if (erratum === undefined) return frozen;
  const { digest: _ofTheWrong, ...right } = erratum.right(frozen);
  return { ...right, digest: answerDigest(right) };
}

async function oldDigest(coverage: Promise<object>): Promise<string> {
  const { digestVersion: _ofToday, ...answer } = (await coverage) as JsonObject;
  return answerDigest(answer);
}

describe.each(GOLDEN_NAMES)('%s', (name) => {
  const lines = goldenLines(name);
  let golden: Awaited<ReturnType<typeof openGolden>>;

  beforeAll(async () => {
    golden = await openGolden(name);
  });
  afterAll(() => golden.close());

  it('every event is in its canonical form and has its leaf and its link', () => {
    const links = new Map<string, Uint8Array>();
    for (const { text, leaf, chain } of lines) {
      const event = JSON.parse(text) as RecordedEvent;
      expect(canonicalText(event as unknown as JsonObject)).toBe(text);
      expect(canonicalTextOf(event as unknown as JsonObject)).toBe(text);
      expect(envelopeText(event)).toBe(text);
      expect(hex(leafHash(text))).toBe(leaf);
      const link = chainLink(links.get(event.stream) ?? CHAIN_START, leafHash(text));
      expect(hex(link)).toBe(chain);
      links.set(event.stream, link);
    }
  });

  it('a journal that takes them over is proven, and is read at the present versions', async () => {
    expect(await verifySqliteJournal(golden.file)).toMatchObject({ status: 'clean', events: lines.length });
    let read = 0;
    for await (const page of golden.reader.readAll()) {
      for (const { type, schemaVersion } of page) expect(schemaVersion).toBe(CATALOGUE.definitions.get(type)?.version);
      read += page.length;
    }
    expect(read).toBe(lines.length);
  });

  const { askedAt, answers } = answersOf(name);
  const versions = new Map<unknown, string>(RULEBOOKS.map(({ id, version }) => [id, version]));
  // A refusal names no rulebook: what the law lacked is compared for as long as the answers to the same participant are.
  const lawOf = new Map(
    answers.flatMap(({ question: { participant }, answer }) => (answer['rulebook'] ? [[participant, answer['rulebook']] as const] : [])),
  );
  const stillLaw = answers.filter(({ question: { participant }, answer }) => {
    const rulebook = (answer['refused'] === 'MISSING_PARAMETER' ? lawOf.get(participant) : answer['rulebook']) as
      JsonObject | null | undefined;
    return rulebook === null || rulebook === undefined || versions.get(rulebook['id']) === rulebook['version'];
  });

  it.each(stillLaw.map(({ question, answer }) => [JSON.stringify(question), question, answer] as const))(
    '%s',
    async (_text, question, frozen) => {
      if (frozen['digest'] !== undefined) expect(answerDigest(frozen)).toBe(frozen['digest']);
      const present = JSON.parse(JSON.stringify(await ask(golden.reader, askedAt, question))) as JsonObject;
      const coverageAt = (coordinates: AskedCoordinates) =>
        ask(golden.reader, askedAt, {
          model: 'coverage',
          participant: question.participant ?? '',
          coordinates: coordinates as Question['coordinates'],
        });
      expect(await inVersionOf(frozen, present, coverageAt, question)).toEqual(rightOf(name, question, frozen));
    },
  );
});

describe('the golden journals together', () => {
  it.each(ERRATA.map((erratum) => [erratum.reason, erratum] as const))('%s: the erratum is about a frozen answer', (_reason, erratum) => {
    const { model, participant } = erratum.question;
    const { answers } = answersOf(erratum.name);
    const frozen = answers.filter(({ question }) => question.model === model && question.participant === participant);
    expect(frozen).not.toHaveLength(0);
    expect(frozen.map(({ answer }) => erratum.right(answer))).not.toEqual(frozen.map(({ answer }) => answer));
  });

  it('hold every type of event that the catalogue knows, at its present version', () => {
    const held = new Set(GOLDEN_NAMES.flatMap(goldenLines).map(({ text }) => {
      const { type, schemaVersion } = JSON.parse(text) as RecordedEvent;
      return `${type} ${schemaVersion}`;
    }));
    // A new type or version asks for a new golden journal: see test/golden/README.md.
    expect([...CATALOGUE.definitions].map(([type, { version }]) => `${type} ${version}`).filter((each) => !held.has(each))).toEqual([]);
  });

  it('have answers by the present version of the digest', () => {
    expect(GOLDEN_NAMES.flatMap((name) => answersOf(name).answers).map(({ answer }) => answer['digestVersion'])).toContain(DIGEST_VERSION);
  });

  it('have answers by the present version of every rulebook that answers', () => {
    const answered = new Set(
      GOLDEN_NAMES.flatMap((name) => answersOf(name).answers)
        .map(({ answer }) => JSON.stringify(answer['rulebook']))
        .filter((text) => text !== undefined && text !== 'null')
        .map((text) => {
          const { id, version } = JSON.parse(text) as { id: string; version: string };
          return `${id} ${version}`;
        }),
    );
    const ids = new Set([...answered].map((each) => each.split(' ')[0]));
    for (const { id, version } of RULEBOOKS) if (ids.has(id)) expect(answered).toContain(`${id} ${version}`);
  });
});
