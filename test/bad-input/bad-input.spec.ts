/** Nasty files: each with the exact code and message that its user reads. The good rows beside a bad one always come in. */
import { Refused } from '#ledger/kernel/refusal.js';
import type { InputKind } from '#reprocessing/formats/rows.js';
import { said } from '#words/said.js';
import { openWorld, type World } from '../import/world.js';

const P = 'participantId,scheme,birthDate,sex,enrolledOn';
const I = 'participantId,incomeYear,amount,currency,employerId';
const C = 'participantId,period,amount,currency,employerId,receivedOn';
const K = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
const T = 'participantId,direction,amount,currency,transferredOn,counterparty';
const N = 'participantId,benefit,startsOn,grantedOn,amount,currency,frequency';
const Y = 'participantId,benefit,period,amount,currency,paidOn';
const B = 'participantId,beganOn,decidedOn';
const E = 'participantId,diedOn';
const AMOUNT = 'an amount such as 1234.56: a decimal point, at most two decimals, no thousands separators, no exponent';
const DAY = 'a day such as 2005-07-31';
const ID = 'an id: letters, digits, and . _ ~ - after the first, at most 128';

let world: World;
/** Each dies once. */
const MORTALS = Array.from({ length: 250 }, (_, index) => `M${index}`);

beforeAll(async () => {
  world = await openWorld();
  const people = [
    'F1,plain-incomes,1960-05-17,female,1990-01-01',
    ...['D1', 'Z1', ...MORTALS].map((id) => `${id},plain-savings,1960-05-17,male,1990-01-01`),
  ];
  await world.import('participants', world.file('start.csv', `${P}\n${people.join('\n')}\n`));
  await world.import(
    'pensions',
    world.file(
      'pensions.csv',
      `${N}\nD1,old-age-pension,2005-01-01,2004-12-01,100.00,DKK,monthly\nZ1,old-age-pension,2005-01-01,2004-12-01,100.00,DKK,monthly\n`,
    ),
  );
  await world.import('disabilities', world.file('disabilities.csv', `${B},endedOn\nD1,1999-03-01,1999-06-01,2000-02-29\n`));
  await world.import('deaths', world.file('deaths.csv', `${E}\nZ1,2011-07-31\n`));
  await world.import('incomes', world.file('incomes.csv', `${I}\nF1,2003,18000.00,EUR,E1\nF1,1999,9000.00,EUR,E1\n`));
});
afterAll(() => world.close());

/** Files that cannot be read as what they are given for. */
const FILES: readonly (readonly [
  what: string,
  kind: InputKind,
  name: string,
  content: string | Uint8Array,
  code: string,
  message: string,
])[] = [
  ['an empty file', 'incomes', 'a.csv', '', 'EMPTY_FILE', 'FILE is empty; the first line must name the columns'],
  ['blank lines alone', 'incomes', 'a.csv', '\r\n\r\n', 'EMPTY_FILE', 'FILE is empty; the first line must name the columns'],
  ['an empty NDJSON', 'incomes', 'a.ndjson', '', 'EMPTY_FILE', 'FILE is empty; each line must be an object'],
  [
    'semicolons',
    'incomes',
    'a.csv',
    'participantId;incomeYear;amount\nF1;2003;1,00',
    'WRONG_SEPARATOR',
    'FILE, line 1: the columns are separated by ";"; separate them by commas, with a decimal point in amounts',
  ],
  [
    'tabs',
    'incomes',
    'a.csv',
    I.replaceAll(',', '\t'),
    'WRONG_SEPARATOR',
    'FILE, line 1: the columns are separated by tabs; separate them by commas, with a decimal point in amounts',
  ],
  [
    'an unknown column',
    'incomes',
    'a.csv',
    `${I},salary\n`,
    'UNKNOWN_COLUMN',
    'FILE, line 1: unknown column "salary"; incomes have participantId, incomeYear, amount, currency, employerId, ' +
      'coverage, earnedBefore23',
  ],
  [
    'a column in other letters',
    'incomes',
    'a.csv',
    I.replace('amount', 'Amount'),
    'UNKNOWN_COLUMN',
    'FILE, line 1: unknown column "Amount"; incomes have participantId, incomeYear, amount, currency, employerId, ' +
      'coverage, earnedBefore23',
  ],
  [
    'a blank before a column',
    'incomes',
    'a.csv',
    I.replaceAll(',', ', '),
    'UNKNOWN_COLUMN',
    'FILE, line 1: unknown column " incomeYear"; incomes have participantId, incomeYear, amount, currency, employerId, ' +
      'coverage, earnedBefore23',
  ],
  [
    'a comma after the header',
    'incomes',
    'a.csv',
    `${I},\n`,
    'UNKNOWN_COLUMN',
    'FILE, line 1: unknown column ""; incomes have participantId, incomeYear, amount, currency, employerId, coverage, earnedBefore23',
  ],
  [
    'no header',
    'incomes',
    'a.csv',
    'F1,2004,1.00,EUR,E1\n',
    'UNKNOWN_COLUMN',
    'FILE, line 1: unknown column "F1"; incomes have participantId, incomeYear, amount, currency, employerId, coverage, ' +
      'earnedBefore23',
  ],
  ['a column twice', 'incomes', 'a.csv', `${I},amount\n`, 'DUPLICATE_COLUMN', 'FILE, line 1: column amount stands twice; keep one'],
  [
    'columns missing',
    'incomes',
    'a.csv',
    'participantId,incomeYear,amount\n',
    'MISSING_COLUMN',
    'FILE, line 1: missing column currency, employerId; incomes need participantId, incomeYear, amount, currency, employerId',
  ],
  ['a header that does not close', 'incomes', 'a.csv', `"${I}\n`, 'INVALID_HEADER', "FILE, line 1: the header's quotes do not close"],
  [
    'carriage returns alone',
    'incomes',
    'a.csv',
    `${I}\rF1,2004,1.00,EUR,E1\r`,
    'WRONG_LINE_END',
    'FILE, line 1: lines end in a carriage return alone; save the file with line feeds',
  ],
  [
    'recordedAt without --migrate',
    'incomes',
    'a.csv',
    `${I},recordedAt\n`,
    'RECORDED_AT_NEEDS_MIGRATE',
    'FILE, line 1: column recordedAt is history of an older system; import it as migrated, or take the column out',
  ],
  ['UTF-16 with a mark', 'incomes', 'a.csv', Buffer.from(`\ufeff${I}\n`, 'utf16le'), 'NOT_UTF8', 'FILE is UTF-16; save it as UTF-8 (in a spreadsheet "CSV UTF-8")'],
  ['UTF-16 without a mark', 'incomes', 'a.csv', Buffer.from(`${I}\n`, 'utf16le'), 'NOT_UTF8', 'FILE is UTF-16; save it as UTF-8 (in a spreadsheet "CSV UTF-8")'],
  [
    'a header that is not UTF-8',
    'incomes',
    'a.csv',
    Buffer.from('Beschäftigter,amount\n', 'latin1'),
    'NOT_UTF8',
    'FILE, line 1: of the line, byte 6 (0xE4) is not UTF-8, and no other encoding is guessed; ' +
      'save it as UTF-8 (in a spreadsheet "CSV UTF-8")',
  ],
  [
    'a spreadsheet',
    'incomes',
    'a.csv',
    Buffer.from('PK\u0003\u0004rest'),
    'NOT_A_TEXT_FILE',
    'FILE is no text file: it is a ZIP archive or a spreadsheet (XLSX); export it as CSV',
  ],
  [
    'a packed file',
    'incomes',
    'a.csv',
    Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0),
    'NOT_A_TEXT_FILE',
    'FILE is no text file: it is GZIP-compressed; unpack it first',
  ],
  ['a binary', 'incomes', 'a.csv', Uint8Array.of(1, 2, 3, 0, 0, 5, 6), 'NOT_A_TEXT_FILE', 'FILE is no text file: it is binary'],
  [
    'one line of 10 MB',
    'incomes',
    'a.csv',
    'x'.repeat(10_000_000),
    'LINE_TOO_LONG',
    'FILE, line 1: the line is longer than 65536 bytes; a line feed or a closing quote may be missing',
  ],
  ['a JSON array', 'incomes', 'a.ndjson', '[{"participantId":"F1"}]\n', 'NOT_NDJSON', 'FILE is a JSON array; write one object a line'],
  ['another ending', 'incomes', 'a.xlsx', 'x', 'UNKNOWN_FORMAT', 'FILE: the name must end in .csv or .ndjson, as its content is'],
  [
    'history without --migrate',
    'history',
    'a.ndjson',
    '{}',
    'HISTORY_NEEDS_MIGRATE',
    'FILE: history comes from an older system; import it as migrated',
  ],
];

describe('a file that cannot be read as a whole', () => {
  it.each(FILES)('%s', async (_what, kind, name, content, code, message) => {
    const file = world.file(name, content);
    const before = (await world.journal.head()).position;
    const error: unknown = await world.import(kind, file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refused);
    const { refusal } = error as Refused;
    expect([refusal.code, said(refusal).replaceAll(file, 'FILE')]).toEqual([code, message]);
    expect((await world.journal.head()).position).toBe(before);
  });
});

/** Rows, each of which is refused alone. */
const ROWS: readonly (readonly [what: string, kind: InputKind, header: string, row: string, code: string, message: string])[] = [
  [
    'too few columns',
    'incomes',
    I,
    'F1,2004,1.00,EUR',
    'WRONG_COLUMN_COUNT',
    'the line has 4 columns, the header 5; a comma within a field needs quotes around it',
  ],
  [
    'a trailing column',
    'incomes',
    I,
    'F1,2004,1.00,EUR,E1,',
    'WRONG_COLUMN_COUNT',
    'the line has 6 columns, the header 5; a comma within a field needs quotes around it',
  ],
  [
    'a decimal comma',
    'incomes',
    I,
    'F1,2004,1000,00,EUR,E1',
    'WRONG_COLUMN_COUNT',
    'the line has 6 columns, the header 5; a comma within a field needs quotes around it',
  ],
  ['thousands separators', 'incomes', I, 'F1,2004,"1,000.00",EUR,E1', 'INVALID_AMOUNT', `amount: "1,000.00" is not ${AMOUNT}`],
  ['an exponent', 'incomes', I, 'F1,2004,1.5e4,EUR,E1', 'INVALID_AMOUNT', `amount: "1.5e4" is not ${AMOUNT}`],
  ['three decimals', 'incomes', I, 'F1,2004,1.005,EUR,E1', 'INVALID_AMOUNT', `amount: "1.005" is not ${AMOUNT}`],
  ['a plus sign', 'incomes', I, 'F1,2004,+1.00,EUR,E1', 'INVALID_AMOUNT', `amount: "+1.00" is not ${AMOUNT}`],
  ['blanks around an amount', 'incomes', I, 'F1,2004, 1.00,EUR,E1', 'INVALID_AMOUNT', `amount: " 1.00" is not ${AMOUNT}`],
  ['NaN', 'incomes', I, 'F1,2004,NaN,EUR,E1', 'INVALID_AMOUNT', `amount: "NaN" is not ${AMOUNT}`],
  ['Arabic digits', 'incomes', I, 'F1,2004,١٢.00,EUR,E1', 'INVALID_AMOUNT', `amount: "١٢.00" is not ${AMOUNT}`],
  [
    'an amount beyond the ledger',
    'incomes',
    I,
    'F1,2004,1000000000000.00,EUR,E1',
    'AMOUNT_TOO_LARGE',
    'amount: 1000000000000.00 is more than 999999999999.99, the largest amount the ledger takes',
  ],
  [
    'a negative income',
    'incomes',
    I,
    'F1,2004,-1.00,EUR,E1',
    'NEGATIVE_AMOUNT',
    'an amount of participant F1 is below zero; report what was paid, and correct it by the new total',
  ],
  ['no amount', 'incomes', I, 'F1,2004,,EUR,E1', 'MISSING_FIELD', 'amount is empty; it is required'],
  ['a short year', 'incomes', I, 'F1,04,1.00,EUR,E1', 'INVALID_YEAR', 'incomeYear: "04" is not a year from 1800 to 9999'],
  [
    'a year ahead',
    'incomes',
    I,
    'F1,2014,1.00,EUR,E1',
    'INCOME_YEAR_IN_FUTURE',
    'participant F1: the income year 2014 lies after today, 2013-06-01; check incomeYear',
  ],
  [
    'a year before birth',
    'incomes',
    I,
    'F1,1959,1.00,EUR,E1',
    'BEFORE_BIRTH',
    'participant F1: incomeYear 1959 lies before the birth on 1960-05-17; check it',
  ],
  ['an unknown currency', 'incomes', I, 'F1,2004,1.00,USD,E1', 'INVALID_CURRENCY', 'currency: "USD" is not one of EUR, DKK'],
  [
    "another scheme's currency",
    'incomes',
    I,
    'F1,2004,1.00,DKK,E1',
    'WRONG_CURRENCY',
    'participant F1: the books are kept in EUR, not DKK; give the amount in EUR',
  ],
  ['an id with a path in it', 'incomes', I, '../F1,2004,1.00,EUR,E1', 'INVALID_IDENTIFIER', `participantId: "../F1" is not ${ID}`],
  ['a NUL byte', 'incomes', I, 'F1\u0000,2004,1.00,EUR,E1', 'INVALID_IDENTIFIER', `participantId: "F1\\u0000" is not ${ID}`],
  [
    'an unknown participant',
    'incomes',
    I,
    'F2,2004,1.00,EUR,E1',
    'UNKNOWN_PARTICIPANT',
    'the ledger has no participant F2; enrol it first',
  ],
  [
    'incomes for a savings scheme',
    'incomes',
    I,
    'D1,2004,1.00,DKK,E1',
    'NOT_ACCEPTED_BY_SCHEME',
    'scheme plain-savings of participant D1 takes no incomes; check the scheme or the file',
  ],
  [
    'another amount than reported',
    'incomes',
    I,
    'F1,2003,18000.01,EUR,E1',
    'INCOME_ALREADY_REPORTED',
    'employer E1 already reported 18000.00 (kapl) for participant F1 in 2003, not 18000.01 (kapl); send a correction',
  ],
  [
    'an unknown coverage',
    'incomes',
    `${I},coverage`,
    'F1,2004,1.00,EUR,E1,apl',
    'INVALID_COVERAGE',
    'coverage: "apl" is not one of kapl, apl-10b, apl-15b',
  ],
  [
    'a quote within a field',
    'incomes',
    I,
    'F1,2004,1.00,EUR,E"1',
    'INVALID_QUOTE',
    'a quote within "E\\"1"; put the whole field in quotes and double the inner ones',
  ],
  ['text after a closing quote', 'incomes', I, 'F1,2004,1.00,EUR,"E"1', 'INVALID_QUOTE', 'text after a closing quote: "1"'],
  [
    'a quote that never closes',
    'incomes',
    I,
    'F1,2004,1.00,EUR,"E1',
    'UNTERMINATED_QUOTE',
    'a quoted field does not close; close it, or double a quote within it',
  ],
  [
    '30 February',
    'participants',
    P,
    'F9,plain-incomes,1960-02-30,female,1990-01-01',
    'INVALID_DATE',
    `birthDate: "1960-02-30" is not ${DAY}`,
  ],
  [
    'a day written otherwise',
    'participants',
    P,
    'F9,plain-incomes,17.05.1960,female,1990-01-01',
    'INVALID_DATE',
    `birthDate: "17.05.1960" is not ${DAY}`,
  ],
  [
    'a day with a time',
    'participants',
    P,
    'F9,plain-incomes,1960-05-17T00:00:00Z,female,1990-01-01',
    'INVALID_DATE',
    `birthDate: "1960-05-17T00:00:00Z" is not ${DAY}`,
  ],
  [
    '29 February of a common year',
    'participants',
    P,
    'F9,plain-incomes,1900-02-29,female,1990-01-01',
    'INVALID_DATE',
    `birthDate: "1900-02-29" is not ${DAY}`,
  ],
  [
    'enrolled before birth',
    'participants',
    P,
    'F9,plain-incomes,1960-05-17,female,1959-01-01',
    'ENROLLED_BEFORE_BIRTH',
    'participant F9 is enrolled on 1959-01-01, before the birth on 1960-05-17; check both dates',
  ],
  ['an unknown sex', 'participants', P, 'F9,plain-incomes,1960-05-17,f,1990-01-01', 'INVALID_SEX', 'sex: "f" is not one of male, female'],
  [
    'an unknown scheme',
    'participants',
    P,
    'F9,plain,1960-05-17,female,1990-01-01',
    'UNKNOWN_SCHEME',
    'participant F9: there is no scheme plain; there are plain-incomes, plain-savings',
  ],
  [
    'the same participant otherwise',
    'participants',
    P,
    'F1,plain-incomes,1961-05-17,female,1990-01-01',
    'PARTICIPANT_ALREADY_ENROLLED',
    'participant F1 is enrolled with birthDate 1960-05-17, not 1961-05-17; give another participant another id',
  ],
  [
    'an opening value without a day',
    'participants',
    `${P},openingValue,openingDate`,
    'F9,plain-savings,1960-05-17,female,1990-01-01,5.00,',
    'MISSING_FIELD',
    'openingDate is empty, but openingValue is given; give both or neither',
  ],
  [
    'an opening value that is not taken',
    'participants',
    `${P},openingValue,openingDate`,
    'F9,plain-incomes,1960-05-17,female,1990-01-01,5.00,1990-01-01',
    'NOT_ACCEPTED_BY_SCHEME',
    'scheme plain-incomes of participant F9 takes no opening value; check the scheme or the file',
  ],
  [
    'a fund of another scheme',
    'participants',
    `${P},fundId`,
    'F9,plain-savings,1960-05-17,female,1990-01-01,plain-incomes',
    'FUND_OF_OTHER_SCHEME',
    'participant F9: fund plain-incomes runs scheme plain-incomes, not plain-savings; name another fundId',
  ],
  [
    'a thirteenth month',
    'contributions',
    C,
    'D1,2012-13,1.00,DKK,E1,2012-12-31',
    'INVALID_PERIOD',
    'period: "2012-13" is not a month such as 2022-10',
  ],
  [
    'received tomorrow',
    'contributions',
    C,
    'D1,2013-05,1.00,DKK,E1,2013-06-02',
    'RECEIVED_IN_FUTURE',
    'participant D1: received on 2013-06-02, after today, 2013-06-01; check receivedOn',
  ],
  [
    'contributions for an income scheme',
    'contributions',
    C,
    'F1,2012-12,1.00,EUR,E1,2012-12-31',
    'NOT_ACCEPTED_BY_SCHEME',
    'scheme plain-incomes of participant F1 takes no contributions; check the scheme or the file',
  ],
  [
    'a correction of nothing',
    'corrections',
    K,
    'F1,2004,E1,1.00,EUR,late,2013-05-01',
    'INCOME_NOT_REPORTED',
    'employer E1 reported no income of 2004 for participant F1; report the income first',
  ],
  [
    'a correction from tomorrow',
    'corrections',
    K,
    'F1,2003,E1,1.00,EUR,late,2013-06-02',
    'CORRECTED_IN_FUTURE',
    'participant F1: corrected on 2013-06-02, after today, 2013-06-01; check correctedOn',
  ],
  [
    'a correction before its year',
    'corrections',
    K,
    'F1,2003,E1,1.00,EUR,late,2002-05-01',
    'INCOME_YEAR_AFTER_CORRECTION',
    'participant F1: the income of 2003 cannot be corrected on 2002-05-01, before that year; check both',
  ],
  [
    'a correction without a reason',
    'corrections',
    K,
    'F1,2003,E1,1.00,EUR,,2013-05-01',
    'MISSING_FIELD',
    'reason is empty; it is required',
  ],
  [
    'a reason over two lines',
    'corrections',
    K,
    'F1,2003,E1,1.00,EUR,"late\nvery",2013-05-01',
    'INVALID_TEXT',
    'reason: "late\\nvery" is not text on one line without control characters',
  ],
  [
    'a reason with a zero-width space',
    'corrections',
    K,
    'F1,2003,E1,1.00,EUR,la\u200bte,2013-05-01',
    'INVALID_TEXT',
    'reason: "la\\u200bte" holds a character that cannot be seen, U+200B; take it out',
  ],
  ['an id with a no-break space', 'incomes', I, 'F1,2004,1.00,EUR,E1\u00a0', 'INVALID_IDENTIFIER', `employerId: "E1\\u00a0" is not ${ID}`],
  [
    'a correction without a rate',
    'corrections',
    K,
    'F1,1999,E1,1.00,EUR,late,2005-05-01',
    'MISSING_PARAMETER',
    'plain-incomes.rate is not in force on 1999-12-31; publish a value for that day',
  ],
  [
    'a direction of no kind',
    'transfers',
    T,
    'D1,sideways,1.00,DKK,2010-01-01,Bank',
    'INVALID_DIRECTION',
    'direction: "sideways" is not one of in, out',
  ],
  [
    'a transfer below zero',
    'transfers',
    T,
    'D1,out,-1.00,DKK,2010-01-01,Bank',
    'NEGATIVE_AMOUNT',
    'an amount of participant D1 is below zero; report what was paid, and correct it by the new total',
  ],
  [
    'a transfer tomorrow',
    'transfers',
    T,
    'D1,in,1.00,DKK,2013-06-02,Bank',
    'EVENT_IN_FUTURE',
    'participant D1: transferredOn 2013-06-02 lies after today, 2013-06-01; report it once it has happened',
  ],
  [
    'a transfer after the death',
    'transfers',
    T,
    'Z1,in,1.00,DKK,2011-08-01,Bank',
    'AFTER_DEATH',
    'participant Z1: transferredOn 2011-08-01 lies after the death on 2011-07-31; check it',
  ],
  [
    'a transfer of no kind',
    'transfers',
    `${T},kind`,
    'D1,in,1.00,DKK,2010-01-01,Bank,friendly',
    'INVALID_TRANSFER_KIND',
    'kind: "friendly" is not one of individual, collective',
  ],
  [
    'a transfer without another side',
    'transfers',
    T,
    'D1,in,1.00,DKK,2010-01-01,',
    'MISSING_FIELD',
    'counterparty is empty; it is required',
  ],
  [
    'a transfer into an income scheme',
    'transfers',
    T,
    'F1,in,1.00,EUR,2010-01-01,Bank',
    'NOT_ACCEPTED_BY_SCHEME',
    'scheme plain-incomes of participant F1 takes no transfers of value; check the scheme or the file',
  ],
  [
    'a pension from 30 February',
    'pensions',
    N,
    'D1,spouse-pension,2010-02-30,2010-01-01,1.00,DKK,monthly',
    'INVALID_DATE',
    `startsOn: "2010-02-30" is not ${DAY}`,
  ],
  [
    'a pension of no kind',
    'pensions',
    N,
    'D1,sick-pay,2010-02-01,2010-01-01,1.00,DKK,monthly',
    'INVALID_BENEFIT',
    'benefit: "sick-pay" is not one of old-age-pension, disability-pension, individual-early-retirement, ' +
      'unemployment-pension, spouse-pension, child-pension',
  ],
  [
    'a pension that the scheme does not grant',
    'pensions',
    N,
    'F1,spouse-pension,2010-02-01,2010-01-01,1.00,EUR,monthly',
    'NOT_ACCEPTED_BY_SCHEME',
    'scheme plain-incomes of participant F1 grants no spouse-pension; it grants old-age-pension, disability-pension, ' +
      'individual-early-retirement, unemployment-pension',
  ],
  [
    'a pension a week',
    'pensions',
    N,
    'D1,spouse-pension,2010-02-01,2010-01-01,1.00,DKK,weekly',
    'INVALID_FREQUENCY',
    'frequency: "weekly" is not one of monthly, yearly',
  ],
  [
    'a pension granted tomorrow',
    'pensions',
    N,
    'D1,spouse-pension,2013-07-01,2013-06-02,1.00,DKK,monthly',
    'EVENT_IN_FUTURE',
    'participant D1: grantedOn 2013-06-02 lies after today, 2013-06-01; report it once it has happened',
  ],
  [
    'a pension before birth',
    'pensions',
    N,
    'D1,spouse-pension,1960-05-16,2010-01-01,1.00,DKK,monthly',
    'BEFORE_BIRTH',
    'participant D1: startsOn 1960-05-16 lies before the birth on 1960-05-17; check it',
  ],
  [
    'a pension that ends before it starts',
    'pensions',
    `${N},endsOn`,
    'D1,spouse-pension,2010-02-01,2010-01-01,1.00,DKK,monthly,2010-01-31',
    'ENDS_BEFORE_IT_BEGINS',
    'participant D1: endsOn 2010-01-31 lies before startsOn 2010-02-01; check both',
  ],
  [
    'a pension with other terms',
    'pensions',
    N,
    'D1,old-age-pension,2005-01-01,2004-12-01,100.01,DKK,monthly',
    'PENSION_ALREADY_STARTED',
    'the old-age-pension of participant D1 from 2005-01-01 stands with 100.00 monthly, granted on 2004-12-01; annul that ' +
      'event to replace it',
  ],
  [
    'two pensions of a kind at once',
    'pensions',
    N,
    'D1,old-age-pension,2010-01-01,2010-01-01,1.00,DKK,monthly',
    'PENSION_OVERLAPS',
    'participant D1: the old-age-pension that started on 2005-01-01 stands and has not ended; send its row again with ' +
      'endsOn before this one, or annul it',
  ],
  [
    'a pension of one who is dead',
    'pensions',
    N,
    'Z1,disability-pension,2011-08-01,2011-07-01,1.00,DKK,monthly',
    'AFTER_DEATH',
    'participant Z1: startsOn 2011-08-01 lies after the death on 2011-07-31; check it',
  ],
  [
    "a survivor's pension before the death",
    'pensions',
    N,
    'Z1,spouse-pension,2011-07-30,2011-07-01,1.00,DKK,monthly',
    'BEFORE_DEATH',
    'participant Z1: the spouse-pension starts on 2011-07-30, before the death on 2011-07-31; check startsOn',
  ],
  [
    'a pension of nobody',
    'pensions',
    N,
    'Q9,old-age-pension,2010-01-01,2010-01-01,1.00,DKK,monthly',
    'UNKNOWN_PARTICIPANT',
    'the ledger has no participant Q9; enrol it first',
  ],
  [
    'a pension beyond the ledger',
    'pensions',
    N,
    'D1,spouse-pension,2010-01-01,2010-01-01,1000000000000.00,DKK,monthly',
    'AMOUNT_TOO_LARGE',
    'amount: 1000000000000.00 is more than 999999999999.99, the largest amount the ledger takes',
  ],
  [
    'a payment without a pension',
    'payments',
    Y,
    'D1,disability-pension,2010-01,1.00,DKK,2010-01-31',
    'NO_PENSION_IN_PAYMENT',
    'participant D1 has no disability-pension in 2010-01; report the pension first, or check benefit and period',
  ],
  [
    'a payment for the month before the pension',
    'payments',
    Y,
    'D1,old-age-pension,2004-12,1.00,DKK,2010-01-31',
    'NO_PENSION_IN_PAYMENT',
    'participant D1 has no old-age-pension in 2004-12; report the pension first, or check benefit and period',
  ],
  [
    'a payment after the death',
    'payments',
    Y,
    'Z1,old-age-pension,2011-08,1.00,DKK,2011-08-31',
    'AFTER_DEATH',
    'participant Z1: period 2011-08 lies after the death on 2011-07-31; check it',
  ],
  [
    'a payment tomorrow',
    'payments',
    Y,
    'D1,old-age-pension,2013-06,1.00,DKK,2013-06-30',
    'EVENT_IN_FUTURE',
    'participant D1: paidOn 2013-06-30 lies after today, 2013-06-01; report it once it has happened',
  ],
  [
    'a payment in another currency',
    'payments',
    Y,
    'D1,old-age-pension,2013-05,1.00,EUR,2013-05-31',
    'WRONG_CURRENCY',
    'participant D1: the books are kept in DKK, not EUR; give the amount in DKK',
  ],
  [
    'a payment of an income scheme',
    'payments',
    Y,
    'F1,old-age-pension,2010-01,1.00,EUR,2010-01-31',
    'NOT_ACCEPTED_BY_SCHEME',
    'scheme plain-incomes of participant F1 takes no pension payments; check the scheme or the file',
  ],
  [
    'a disability that ends before it begins',
    'disabilities',
    `${B},endedOn`,
    'D1,2010-01-31,2010-02-28,2010-01-30',
    'ENDS_BEFORE_IT_BEGINS',
    'participant D1: endedOn 2010-01-30 lies before beganOn 2010-01-31; check both',
  ],
  [
    'a disability decided tomorrow',
    'disabilities',
    B,
    'D1,2013-01-31,2013-06-02',
    'EVENT_IN_FUTURE',
    'participant D1: decidedOn 2013-06-02 lies after today, 2013-06-01; report it once it has happened',
  ],
  [
    'a disability within another',
    'disabilities',
    B,
    'D1,2000-02-29,2000-06-01',
    'DISABILITY_OVERLAPS',
    'participant D1: a disability began on 1999-03-01 and ended on 2000-02-29; report the end of the earlier one first ' +
      '(beganOn with endedOn), or annul it',
  ],
  [
    'another decision on a disability',
    'disabilities',
    B,
    'D1,1999-03-01,1999-06-02',
    'DISABILITY_ALREADY_REPORTED',
    'the disability of participant D1 from 1999-03-01 stands with decidedOn 1999-06-01; annul that event to replace it',
  ],
  [
    'a disability before birth',
    'disabilities',
    B,
    'D1,1960-05-16,1999-06-02',
    'BEFORE_BIRTH',
    'participant D1: beganOn 1960-05-16 lies before the birth on 1960-05-17; check it',
  ],
  [
    'a disability after the death',
    'disabilities',
    B,
    'Z1,2011-08-01,2011-08-02',
    'AFTER_DEATH',
    'participant Z1: beganOn 2011-08-01 lies after the death on 2011-07-31; check it',
  ],
  [
    'a death tomorrow',
    'deaths',
    E,
    'D1,2013-06-02',
    'EVENT_IN_FUTURE',
    'participant D1: diedOn 2013-06-02 lies after today, 2013-06-01; report it once it has happened',
  ],
  [
    'a death before birth',
    'deaths',
    E,
    'D1,1960-05-16',
    'BEFORE_BIRTH',
    'participant D1: diedOn 1960-05-16 lies before the birth on 1960-05-17; check it',
  ],
  [
    'a death before the enrolment',
    'deaths',
    E,
    'D1,1989-12-31',
    'BEFORE_ENROLMENT',
    'participant D1: diedOn 1989-12-31 lies before the enrolment on 1990-01-01; check it',
  ],
  [
    'a second death',
    'deaths',
    E,
    'Z1,2011-07-30',
    'DEATH_ALREADY_REPORTED',
    'participant Z1 is recorded as dead since 2011-07-31, not 2011-07-30; annul that event to replace it',
  ],
  [
    'a contribution after the death',
    'contributions',
    C,
    'Z1,2011-08,1.00,DKK,E1,2011-08-31',
    'AFTER_DEATH',
    'participant Z1: period 2011-08 lies after the death on 2011-07-31; check it',
  ],
];

/** Days from 2012 on, one after another. */
const dayAt = (unique: number): string => new Date(Date.UTC(2012, 0, 1 + unique)).toISOString().slice(0, 10);

/** A row of each kind that comes in. */
const GOOD: { readonly [kind: string]: (unique: number) => string } = {
  participants: (unique) => `N${unique},plain-savings,1970-01-31,female,1995-01-01`,
  incomes: (unique) => `F1,2002,${unique}.00,EUR,E-${unique}`,
  contributions: (unique) => `D1,2001-01,${unique}.00,DKK,E-${unique},2001-02-01`,
  corrections: (unique) => `F1,2003,E1,${20_000 + unique}.00,EUR,late,2012-05-01`,
  transfers: (unique) => `D1,in,${unique}.00,DKK,2001-02-01,Bank ${unique}`,
  pensions: (unique) => `D1,child-pension,${dayAt(unique)},2001-01-01,1.00,DKK,monthly`,
  payments: (unique) => `D1,old-age-pension,2012-01,${unique}.00,DKK,${dayAt(unique)}`,
  disabilities: (unique) => `M${unique},2001-01-01,2001-02-01`,
  deaths: (unique) => `M${unique},2012-01-01`,
};

describe('a row that is refused alone', () => {
  let unique = 0;
  it.each(ROWS)('%s', async (_what, kind, header, row, code, message) => {
    unique += 1;
    const pad = ','.repeat(header.split(',').length - (GOOD[kind]?.(0) ?? '').split(',').length);
    const good = (offset: number): string => `${GOOD[kind]?.(unique * 2 + offset)}${pad}`;
    const file = world.file(`rows-${unique}.csv`, `${header}\n${good(0)}\n${row}\n${good(1)}\n`);
    const report = await world.import(kind, file);
    expect({ appended: report.appended, refused: report.refused, byCode: report.byCode }).toEqual({
      appended: 2,
      refused: 1,
      byCode: { [code]: 1 },
    });
    const batch = await world.events(`batch-${report.batch}`);
    expect(batch.find(({ type }) => type === 'BatchRowsRefused')?.data['rows']).toEqual([{ line: 3, code, message }]);
  });

  it('is none where a spreadsheet left separators alone', async () => {
    const report = await world.import('incomes', world.file('blank-rows.csv', `${I}\nF1,2001,1.00,EUR,BLANK\n,,,,\n , ,,,\r\n,,,,,\n`));
    expect([report.rows, report.appended, report.refused]).toEqual([1, 1, 0]);
  });

  it('is refused where its bytes are not UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${I}\nF1,2001,1.00,EUR,U1\nF1,2001,1.00,EUR,`),
      Buffer.from([0xe4, 0x0a]),
      Buffer.from('F1,2001,1.00,EUR,U2\n'),
    ]);
    const report = await world.import('incomes', world.file('bytes.csv', bytes));
    expect([report.appended, report.byCode]).toEqual([2, { NOT_UTF8: 1 }]);
  });

  it('is refused where it is 10 MB long, and the next one comes in', async () => {
    const long = `F1,2001,1.00,EUR,${'x'.repeat(10_000_000)}`;
    const report = await world.import('incomes', world.file('long.csv', `${I}\nF1,2001,1.00,EUR,L1\n${long}\nF1,2001,1.00,EUR,L2\n`));
    expect([report.appended, report.byCode]).toEqual([2, { LINE_TOO_LONG: 1 }]);
    const incomes = (await world.events('participant-F1')).filter(({ data }) => String(data['employerId']).startsWith('L'));
    expect(incomes.map(({ source }) => source?.line)).toEqual([2, 4]);
  });
});

const LINES: readonly (readonly [what: string, line: string, code: string, message: string])[] = [
  ['no JSON', '{"participantId":', 'INVALID_JSON', 'the line is no JSON object; write one object a line, without a comma after it'],
  ['a list', '["F1"]', 'INVALID_JSON', 'the line is no JSON object; write one object a line, without a comma after it'],
  [
    'an unknown field',
    '{"participantId":"F1","year":2004}',
    'UNKNOWN_COLUMN',
    'the line: unknown column "year"; incomes have participantId, incomeYear, amount, currency, employerId, coverage, earnedBefore23',
  ],
  [
    'a number with an exponent',
    '{"participantId":"F1","incomeYear":2004,"amount":1e3,"currency":"EUR","employerId":"E1"}',
    'INVALID_AMOUNT',
    `amount: "1e3" is not ${AMOUNT}`,
  ],
  [
    'a number that a float would round',
    '{"participantId":"F1","incomeYear":2004,"amount":1.000000000000000001,"currency":"EUR","employerId":"E1"}',
    'INVALID_AMOUNT',
    `amount: "1.000000000000000001" is not ${AMOUNT}`,
  ],
  [
    'an object for an amount',
    '{"participantId":"F1","incomeYear":2004,"amount":{"value":1},"currency":"EUR","employerId":"E1"}',
    'INVALID_FIELD',
    'amount: {"value":1} is neither text nor a number',
  ],
  [
    'a field that stands twice',
    '{"participantId":"F1","incomeYear":2004,"amount":"1.10","amount":"999.00","currency":"EUR","employerId":"E1"}',
    'DUPLICATE_FIELD',
    'field "amount" stands twice; keep one',
  ],
  [
    'a field that stands twice by an escape',
    '{"participantId":"F1","incomeYear":2004,"amount":1,"\\u0061mount":2,"currency":"EUR","employerId":"E1"}',
    'DUPLICATE_FIELD',
    'field "amount" stands twice; keep one',
  ],
  [
    'the field __proto__',
    '{"participantId":"F1","incomeYear":2004,"amount":"1.00","currency":"EUR","employerId":"E1","__proto__":{"amount":"2.00"}}',
    'UNKNOWN_COLUMN',
    'the line: unknown column "__proto__"; incomes have participantId, incomeYear, amount, currency, employerId, ' +
      'coverage, earnedBefore23',
  ],
  [
    'the field constructor',
    '{"participantId":"F1","incomeYear":2004,"amount":"1.00","currency":"EUR","employerId":"E1","constructor":1}',
    'UNKNOWN_COLUMN',
    'the line: unknown column "constructor"; incomes have participantId, incomeYear, amount, currency, employerId, ' +
      'coverage, earnedBefore23',
  ],
  [
    'null for an amount',
    '{"participantId":"F1","incomeYear":2004,"amount":null,"currency":"EUR","employerId":"E1"}',
    'MISSING_FIELD',
    'amount is empty; it is required',
  ],
];

describe('a line of NDJSON that is refused alone', () => {
  it.each(LINES)('%s', async (what, line, code, message) => {
    const good = `{"participantId":"F1","incomeYear":2000,"amount":"12.50","currency":"EUR","employerId":"${what.replaceAll(' ', '-')}"}`;
    const report = await world.import('incomes', world.file(`${what}.ndjson`, `${good}\n${line}\n`));
    expect([report.appended, report.byCode]).toEqual([1, { [code]: 1 }]);
    const batch = await world.events(`batch-${report.batch}`);
    expect(batch.find(({ type }) => type === 'BatchRowsRefused')?.data['rows']).toEqual([{ line: 2, code, message }]);
  });
});
