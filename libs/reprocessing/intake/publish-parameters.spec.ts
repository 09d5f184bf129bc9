/** Texts with signs that cannot be seen: not taken, and known where an older program took them. */
import { INITIAL_FUND } from '#ledger/fund/state.js';
import type { FundState } from '#ledger/fund/state.js';
import type { JsonObject } from '#ledger/kernel/json.js';
import { publishedData, readParameterFile } from '#rulebooks/frame/parameters/publication.js';
import { rulebookOf } from '#rulebooks/registry.js';
import { publishParameters } from './publish-parameters.js';

const entry = { from: '2005-01-01', value: '800.00', status: 'illustrative', reference: 'a\u200bletter' };
const document: JsonObject = {
  scheme: 'fi-kapl',
  announced: '2005-01-01',
  parameters: [{ name: 'annualIncomeThreshold', unit: 'EUR per year', entries: [entry] }],
};
const established = { ...INITIAL_FUND, established: { fundId: 'fi-kapl', scheme: 'fi-kapl', currency: 'EUR' } } as unknown as FundState;

it('are refused', () => {
  const outcome = publishParameters({ fundId: 'fi-kapl', document, today: () => '2013-01-01' }, established);
  expect(outcome).toMatchObject({
    status: 'refused',
    refusal: { code: 'INVALID_PARAMETER_FILE', fault: 'text', text: { fault: 'unseen-character', sign: 'U+200B' } },
  });
});

it('that stand already change nothing', () => {
  const parameters = publishedData(readParameterFile(document, rulebookOf('fi-kapl')));
  const publication = { eventId: 'e', scheme: 'fi-kapl', announced: '2005-01-01', parameters };
  const fund = { ...established, publications: [publication] } as unknown as FundState;
  expect(publishParameters({ fundId: 'fi-kapl', document, today: () => '2013-01-01' }, fund)).toEqual({ status: 'done', value: [] });
});
