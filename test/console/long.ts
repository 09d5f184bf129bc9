/** Pages of a list of 100,000 rows, as the API would answer them, for a browser. */
import type { Page } from 'playwright-core';

const ROWS = 100_000;

/** Answers the participants' list by itself; everything else goes on to the server. */
export async function answerManyParticipants(page: Page): Promise<void> {
  await page.route('**/v1/participants?*', async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [from, limit] = [Number(query.get('cursor') ?? '0'), ROWS / 4];
    const items = Array.from({ length: limit }, (_, index) => ({
      participantId: `P${String(from + index + 1).padStart(6, '0')}`,
      scheme: 'dk-p90',
      fundId: 'dk-p90',
      enrolledOn: '2000-01-01',
      lastRecordedAt: '2023-03-01T12:00:00.000Z',
    }));
    const next = from + limit < ROWS ? String(from + limit) : null;
    await route.fulfill({ contentType: 'application/json', body: JSON.stringify({ items, next, knownAt: 1, position: 1 }) });
  });
}
