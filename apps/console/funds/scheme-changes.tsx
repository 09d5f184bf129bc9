/** Changes of a scheme in words, and each party that has to be told: by when, and when it was. */
import { countText, dateText } from '../parts/amounts.js';
import { WideTable } from '../parts/panel.js';
import { addressWith } from '../place/place.js';
import { language, words } from '../words/words.js';

export interface ChangedScheme {
  readonly eventId: string;
  readonly announced: string;
  readonly from: string;
  readonly what: string;
  readonly reference: string;
  readonly notices: readonly {
    readonly to: 'cao-parties' | 'participants';
    readonly lastDate: string;
    readonly toldOn: string | null;
    readonly daysLate: number | null;
  }[];
}

export function SchemeChanges({ changes }: { readonly changes: readonly ChangedScheme[] }) {
  const { funds: text, letters, parameters } = words();
  const tongue = language.value;
  return (
    <WideTable
      label={text.schemeChanges}
      heads={[parameters.announced, text.since, text.schemeChanges, parameters.reference, text.party, letters.lastDate, text.toldOn]}
    >
      {changes.flatMap(({ eventId, announced, from, what, reference, notices }) =>
        notices.map(({ to, lastDate, toldOn, daysLate }, index) => (
          <tr key={`${eventId} ${to}`}>
            {index === 0 && (
              <>
                <th scope="row" class="nowrap" rowspan={notices.length}>
                  <a href={addressWith({ event: eventId })}>{dateText(announced, tongue)}</a>
                </th>
                <td class="nowrap" rowspan={notices.length}>{dateText(from, tongue)}</td>
                <td rowspan={notices.length}>{what}</td>
                <td rowspan={notices.length}>{reference}</td>
              </>
            )}
            <td>{text.parties[to]}</td>
            <td class="nowrap">{dateText(lastDate, tongue)}</td>
            <td class="nowrap">
              {toldOn === null ? <span class="mark amber">{text.owed}</span> : dateText(toldOn, tongue)}{' '}
              {(daysLate ?? 0) > 0 && <span class="mark amber">{letters.daysLate(countText(daysLate ?? 0, tongue))}</span>}
            </td>
          </tr>
        )),
      )}
    </WideTable>
  );
}
