/** A file of proposals: no row that is refused stops another, each is told with its line, and all are kept for repair. */
import { readFileSync } from 'node:fs';
import { recordProposals } from '#reprocessing/transfer/proposals.js';
import { PROPOSAL, transferLedger, type TransferLedger } from './ledger.js';

let ledger: TransferLedger;
const COLUMNS = Object.keys(PROPOSAL);

beforeAll(async () => {
  ledger = await transferLedger();
});

afterAll(() => ledger.close());

const row = (cells: Readonly<Record<string, string>>): string => Object.values({ ...PROPOSAL, ...cells }).join(',');
const propose = (name: string, lines: readonly string[]) =>
  recordProposals(ledger.file(name, lines), { ...ledger.place, journal: ledger.journal, actor: 'board' });

it('every row is tried; refused ones are told with line and transfer, and stand in a file to be repaired', async () => {
  const refused = [
    row({ transferId: 'T3', receiverType: 'opf' }),
    row({ transferId: 'T4', organ: '' }),
    row({ transferId: 'T5', transferDate: '2022-02-30' }),
    'T6,pob',
  ];
  const report = await propose('proposals.csv', [COLUMNS.join(','), row({ transferId: 'T2' }), ...refused, row({ transferId: 'T7' })]);
  expect(report).toMatchObject({
    rows: 6,
    recorded: 2,
    repeated: 0,
    refused: 4,
    steps: [{ transferId: 'T2' }, { transferId: 'T7' }],
    problems: [
      { line: 3, transferId: 'T3', refusal: { code: 'RECEIVER_NOT_ALLOWED', receiver: 'opf' } },
      { line: 4, transferId: 'T4', refusal: { code: 'MISSING_FACT', fact: 'sender.organ' } },
      { line: 5, transferId: 'T5', refusal: { code: 'INVALID_DATE' } },
      { line: 6, transferId: undefined, refusal: { code: 'WRONG_COLUMN_COUNT' } },
    ],
  });
  const rejects = readFileSync(report.rejectsFile as string, 'utf8').split('\n');
  expect(rejects[0]).toBe([...COLUMNS, 'line', 'code', 'message'].join(','));
  expect(rejects.slice(1, 5).map((line) => line.split(',').find((cell) => /^[A-Z]+_[A-Z_]+$/.test(cell)))).toEqual([
    'RECEIVER_NOT_ALLOWED',
    'MISSING_FACT',
    'INVALID_DATE',
    'WRONG_COLUMN_COUNT',
  ]);
});

it('the receiver may stand in one, as the specification writes it; told twice, or of more than there is, the row is refused', async () => {
  const { receiverType: type, receiverName: name, receiverFundId: fundId, ...rest } = PROPOSAL;
  const line = (transferId: string, receiver: object, more?: object): string => JSON.stringify({ ...rest, transferId, receiver, ...more });
  const report = await propose('proposals.ndjson', [
    line('T8', { type, id: 'KVK 1', name, fundId }),
    line('T9', { type, name }, { receiverName: name }),
    line('T10', { type, name, city: 'Heerlen' }),
  ]);
  expect(report).toMatchObject({
    recorded: 1,
    steps: [{ events: [{ data: { receiver: { type: 'apf', id: 'KVK 1', name: 'General Fund West', fundId: 'west' } } }] }],
    problems: [
      { line: 2, refusal: { code: 'DUPLICATE_FIELD', column: 'receiverName' } },
      { line: 3, refusal: { code: 'UNKNOWN_COLUMN', column: 'receiver.city' } },
    ],
  });
});

it('a header alone is a file of no rows, as it is to an import; nothing at all is no file of proposals', async () => {
  expect(await propose('header.csv', [COLUMNS.join(',')])).toMatchObject({ rows: 0, recorded: 0, refused: 0, steps: [], problems: [] });
  await expect(propose('none.csv', [])).rejects.toThrow(/^EMPTY_FILE/);
  await expect(propose('none.ndjson', [])).rejects.toThrow(/^EMPTY_FILE/);
  await expect(propose('semicolons.csv', [COLUMNS.join(';')])).rejects.toThrow(/^WRONG_SEPARATOR/);
});

it('a rejects file is read as it stands, once repaired; what stands is no news', async () => {
  const columns = [...COLUMNS, 'line', 'code', 'message'].join(',');
  const repaired = `${row({ transferId: 'T3' })},3,RECEIVER_NOT_ALLOWED,the receiver`;
  const report = await propose('repaired.csv', [columns, repaired, `${row({ transferId: 'T2' })},2,MISSING_FACT,the organ`]);
  expect(report).toMatchObject({ rows: 2, recorded: 1, repeated: 1, refused: 0, rejectsFile: undefined, problems: [] });
});
