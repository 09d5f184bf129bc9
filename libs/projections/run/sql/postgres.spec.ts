/** A database that is not there is told as such, with its place and without its password. */
import { openPostgresStore } from './postgres.js';

it('that does not answer is named', async () => {
  await expect(openPostgresStore('postgres://accrual:secret@127.0.0.1:1/ledger')).rejects.toMatchObject({
    refusal: {
      code: 'READ_MODEL_UNREACHABLE',
      place: 'PostgreSQL at 127.0.0.1:1/ledger',
      cause: 'ECONNREFUSED',
    },
  });
});
