/** One participant: the figure at the coordinates, the figure over both axes of time, why it moved, and the events behind it. */
import { useMemo, useRef } from 'preact/hooks';
import { addressOfQuestion, shown, useAnswer, type Asked } from '../api/ask.js';
import type { AccountAnswer, Coverage, Grid, HistoryAnswer } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { asked, coordinates, pastKnowledge } from '../place/place.js';
import { Told } from '../parts/told.js';
import { words } from '../words/words.js';
import { AccountTable } from './account-table.js';
import { Benefits } from './benefits.js';
import { EventSheet } from './event-sheet.js';
import { figureOf } from './figures.js';
import { Headline } from './headline.js';
import { History as Events } from './history.js';
import { RightsHeadline, RightsTable, type Rights } from './rights.js';
import { Savings } from './savings.js';
import { Scrubber } from './scrubber.js';
import { StartLetterPanel } from './start-letter.js';
import { VoluntaryPremium } from './voluntary-premium.js';
import { Waterfall } from './waterfall.js';

export function ParticipantScreen({ id }: { readonly id: string }) {
  const { participant: text, rights: rightsText } = words();
  const path = `/v1/participants/${encodeURIComponent(id)}`;
  const at = coordinates.value;
  const coverage = useAnswer<Coverage>(addressOfQuestion(`${path}/coverage`, at));
  const resolved = shown(coverage);
  const asOf = at.asOf ?? resolved?.asOf ?? new Date().toISOString().slice(0, 10);
  const year = asOf.slice(0, 4);
  const { rights, hasRights } = useRights(id, addressOfQuestion(`${path}/rights`, { ...at, year }));
  const hasAccount = hasRights === false;
  const account = useAnswer<AccountAnswer>(hasAccount ? addressOfQuestion(`${path}/account`, { ...at, year }) : undefined);
  const figure = figureOf(asked('figure'), hasAccount);
  const today = new Date().toISOString().slice(0, 10);
  // The map always spans all knowledge, so that it stays as it is while one moves over it.
  const grid = useAnswer<Grid>(
    hasRights !== undefined
      ? addressOfQuestion(`${path}/grid`, { figure, to: asOf > today ? asOf : undefined, rulesKnownAt: at.rulesKnownAt ?? at.asThen })
      : undefined,
  );
  const history = useAnswer<HistoryAnswer>(addressOfQuestion(`${path}/history`, { knownAt: pastKnowledge.value }));
  const events = useMemo(() => shown(history)?.events ?? [], [shown(history)]);
  const currency = String(events.find(({ data }) => typeof data['currency'] === 'string')?.data['currency'] ?? '');
  // What is refused for one reason is refused once, at the head.
  const isTold = account.status !== 'refused' || coverage.status !== 'refused' || account.problem.code !== coverage.problem.code;
  return (
    <>
      {hasAccount ? (
        <Told asked={account}>
          {(answer) => (
            <Headline
              id={id}
              account={answer}
              coverage={coverage.status === 'answered' ? coverage.answer : undefined}
              figure={figure}
              currency={currency}
            />
          )}
        </Told>
      ) : (
        <Told asked={rights}>{(answer) => <RightsHeadline rights={answer} />}</Told>
      )}
      <section class="panel" aria-labelledby="heat-title">
        <h2 id="heat-title">{text.heat}</h2>
        <Told asked={grid}>{(answer) => <Scrubber grid={answer} />}</Told>
      </section>
      {hasAccount ? (
        <section class="panel" aria-labelledby="why-title">
          <h2 id="why-title">{text.why}</h2>
          <Waterfall id={id} figure={figure} />
        </section>
      ) : (
        <section class="panel" aria-labelledby="rights-title">
          <h2 id="rights-title">{rightsText.ofYear}</h2>
          <Told asked={rights}>{(answer) => <RightsTable rights={answer} />}</Told>
        </section>
      )}
      {hasRights === true && <Savings path={path} />}
      {hasRights === true && <VoluntaryPremium path={path} />}
      {hasRights === true && <StartLetterPanel path={path} />}
      {hasAccount && isTold && <YearAndBenefits id={id} account={account} coverage={coverage} />}
      <section class="panel" aria-labelledby="events-title">
        <h2 id="events-title">{text.history}</h2>
        <Told asked={history}>{(answer) => <Events history={answer} />}</Told>
      </section>
      <EventSheet events={events} />
    </>
  );
}

interface RightsOf {
  readonly rights: Asked<Rights>;
  /** undefined until it is known. */
  readonly hasRights: boolean | undefined;
}

/**
 * Of a scheme with rights these are what there is to see, and what an objector saves beside them has a panel of its own; of any other the
 * account. Which it is stays so, whatever day is asked about.
 */
function useRights(id: string, address: string): RightsOf {
  const known = useRef<{ readonly id: string; readonly hasRights: boolean } | undefined>(undefined);
  const before = known.current?.id === id ? known.current.hasRights : undefined;
  const rights = useAnswer<Rights>(before === false ? undefined : address);
  if (rights.status === 'answered') known.current = { id, hasRights: true };
  else if (rights.status === 'refused' && rights.problem.code === 'NOT_APPLICABLE') known.current = { id, hasRights: false };
  const now = known.current?.id === id ? known.current.hasRights : undefined;
  return { rights, hasRights: now ?? (rights.status === 'refused' ? false : undefined) };
}

interface YearAndBenefitsProps {
  readonly id: string;
  readonly account: Asked<AccountAnswer>;
  readonly coverage: Asked<Coverage>;
}

function YearAndBenefits({ id, account, coverage }: YearAndBenefitsProps) {
  const { participant: text } = words();
  return (
    <div class="panels">
      <section class="panel" aria-labelledby="account-title">
        <h2 id="account-title">{text.account}</h2>
        <Told asked={account}>{(answer) => <AccountTable id={id} account={answer} />}</Told>
      </section>
      <section class="panel" aria-labelledby="benefits-title">
        <h2 id="benefits-title">{text.benefits}</h2>
        <Told asked={coverage}>
          {(answer) => (
            <>
              <Benefits id={id} coverage={answer} />
              <Provenance of={answer} />
            </>
          )}
        </Told>
      </section>
    </div>
  );
}
