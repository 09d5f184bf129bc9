/** A fund's policy year by year: what the rules proposed, what the board decided, and what they would propose on what is known now. */
import { addressOfQuestion, useAnswer } from '../api/ask.js';
import type { AnswerCoordinates } from '../api/shapes.js';
import { Provenance } from '../frame/provenance.js';
import { WideTable } from '../parts/panel.js';
import { Told } from '../parts/told.js';
import { coordinates } from '../place/place.js';
import { ShareCell } from '../policy/share-cells.js';
import { words, type Words } from '../words/words.js';

type Action = keyof Words['fundPolicy']['actions'];

interface EvaluatedYears extends AnswerCoordinates {
  readonly years: readonly {
    readonly year: number;
    readonly regime: 'old' | 'new';
    readonly fundingRatio: string;
    readonly proposed: { readonly action: Action; readonly indexation: string; readonly catchUp: string };
    readonly decided: { readonly factor: string } | null;
    readonly asNowKnown: { readonly fundingRatio: string; readonly action: Action; readonly indexation: string } | null;
    readonly backlogAfter: string;
  }[];
}

export function PolicyByYear({ fund }: { readonly fund: string }) {
  const told = useAnswer<EvaluatedYears>(addressOfQuestion(`/v1/funds/${encodeURIComponent(fund)}/evaluations`, coordinates.value));
  return (
    <Told asked={told}>
      {(answer) => (
        <>
          <YearsTable years={answer.years} />
          <Provenance of={answer} />
        </>
      )}
    </Told>
  );
}

function YearsTable({ years }: Pick<EvaluatedYears, 'years'>) {
  const { fundPolicy: text, policy } = words();
  return (
    <WideTable
      label={text.title}
      heads={[
        ...[text.year, text.rules, text.fundingRatio, text.proposed, text.indexation, text.catchUp, text.decided],
        ...[text.ratioNow, text.proposedNow, text.indexationNow, text.backlogAfter],
      ]}
    >
      {years.map(({ year, regime, fundingRatio, proposed, decided, asNowKnown, backlogAfter }) => (
        <tr key={year}>
          <th scope="row">{year}</th>
          <td>{policy.regimes[regime]}</td>
          <ShareCell share={fundingRatio} decimals={1} />
          <td>{text.actions[proposed.action]}</td>
          <ShareCell share={proposed.indexation} decimals={2} />
          <ShareCell share={proposed.catchUp} decimals={2} />
          {decided === null ? <td>{text.nothing}</td> : <ShareCell share={decided.factor} decimals={2} />}
          <ShareCell share={asNowKnown?.fundingRatio} decimals={1} />
          <td>{asNowKnown !== null && text.actions[asNowKnown.action]}</td>
          <ShareCell share={asNowKnown?.indexation} decimals={2} />
          <ShareCell share={backlogAfter} decimals={2} />
        </tr>
      ))}
    </WideTable>
  );
}
