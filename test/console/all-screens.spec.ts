/**
 * Every screen of the console: its figures are the API's, whoever cannot see or use a mouse can use it, nothing in it writes for an
 * auditor, long labels break nothing, and it prints. Pictures of each are put into dist/screens, to be looked at.
 *
 * Every screen is looked at in every language, and its contrasts in both themes: no colour depends on a language. ACCRUAL_CONSOLE=all
 * takes every combination, and a picture of each.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import axe from 'axe-core';
import { sitDown, type Desk } from './desk.js';
import { addressOf, SCREENS } from './screens.js';

const PICTURES = resolve('dist', 'screens');
const LANGUAGES = ['en', 'da', 'nl', 'sv', 'fi'];
const THEMES = ['light', 'dark'];
const COORDINATES = [
  'asOf=2009-12-31',
  'asOf=2022-12-31',
  'asOf=2022-11-15&knownAt={early}',
  'asOf=2021-12-31&rulesKnownAt=2022-06-30T00:00:00.000Z',
  'asOf=2022-11-15&asThen=2023-03-01T12:00:00.000Z',
];
const isAll = process.env['ACCRUAL_CONSOLE'] === 'all';

let desk: Desk;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  desk = await sitDown();
}, 90_000);
afterAll(() => desk?.leave());

const picture = (name: string): Promise<unknown> => desk.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });

/** Every text and number of an answer, as an amount is shown: `1234.50`. */
function amountsIn(answer: unknown): readonly string[] {
  if (typeof answer === 'string' || typeof answer === 'number') return [String(answer)];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.values(answer).flatMap(amountsIn);
}

it.each(SCREENS.filter(({ answers, at }) => answers(at).length > 0))(
  '$name: every digest and amount is the API’s, at five coordinates',
  async (screen) => {
    let seen = 0;
    for (const at of COORDINATES) {
      const answers = await Promise.all(screen.answers(at).map(desk.ask));
      const given = answers.filter(({ status }) => status === 200).map(({ body }) => body as { readonly digest?: string });
      await desk.open(addressOf(screen, at));
      const digests = given.map(({ digest }) => digest).filter((each) => each !== undefined);
      expect({ at, digests }).toEqual({ at, digests: expect.arrayContaining(await desk.digests()) });
      const known = given.flatMap(amountsIn);
      // What was paid is taken off, with its sign; an unrounded figure is shown to its sixth decimal and a sign that there are more.
      const isKnown = (text: string): boolean =>
        text.endsWith('…')
          ? known.some((each) => each.startsWith(text.slice(0, -1)))
          : known.includes(text) || known.includes(text.replace('-', ''));
      // A share is rounded where it is shown, and stands in full in its title.
      const cells = await desk.page.$$eval('main td.amount:not(.supposed), main output, main strong.amount', (found) =>
        found.map((each) => {
          const { innerText } = each as unknown as { readonly innerText: string };
          return (each.classList.contains('share') ? each.getAttribute('title') : innerText) ?? '';
        }),
      );
      const shown = cells.flatMap((text) => text.match(/[−+]?\d[\d,]*(\.\d+)?…?/g) ?? []);
      const written = shown.map((text) => text.replaceAll(',', '').replace('+', '').replace('−', '-'));
      expect({ at, foreign: written.filter((text) => !isKnown(text)) }).toEqual({ at, foreign: [] });
      seen += (await desk.digests()).length + written.length;
    }
    expect(seen).toBeGreaterThan(3);
  },
);

it.each(SCREENS)('$name: nothing serious for who cannot see or use a mouse, in every language, light and dark', async (screen) => {
  const place = SCREENS.indexOf(screen);
  await desk.open(addressOf(screen, screen.at));
  await desk.page.evaluate(axe.source);
  const [languages, themes] = [desk.page.locator('.settings select').first(), desk.page.locator('.settings select').nth(1)];
  for (const [index, language] of LANGUAGES.entries()) {
    for (const theme of isAll ? THEMES : [THEMES[(index + place) % THEMES.length] as string]) {
      const hasContrasts = isAll || index < THEMES.length;
      await languages.selectOption(language);
      await themes.selectOption(theme);
      await desk.page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor();
      const { violations } = (await desk.page.evaluate(axeRun(hasContrasts))) as {
        violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
      };
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => [id, nodes[0]?.html]);
      expect({ language, theme, serious }).toEqual({ language, theme, serious: [] });
      if (isAll || language === 'fi') await picture(`${screen.name}-${language}-${theme}`);
    }
  }
});

/** Contrasts are half of the time that it takes. */
function axeRun(hasContrasts: boolean): string {
  return `axe.run({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled: ${hasContrasts} } } })`;
}

/** Labels that do not fit: text that is cut off or runs over its box, and a page that must be scrolled sideways. */
const MISFITS = `(() => {
  const seen = (each) => each.getClientRects().length > 0 && !each.closest('.visually-hidden') && !each.classList.contains('visually-hidden');
  const labels = [...document.querySelectorAll('button, .button, label > span, h1, h2, h3, th, summary, .mark, p, dt, li, nav a, [role=columnheader]')];
  const cut = labels.filter((each) => seen(each) && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1 && !/auto|scroll/.test(getComputedStyle(each).overflowX));
  const { scrollWidth, clientWidth } = document.documentElement;
  const isOut = (each) => each.getBoundingClientRect().right > clientWidth + 1 && !each.closest('.scroll, .long-list, dialog');
  const out = scrollWidth > clientWidth + 1 ? [...document.querySelectorAll('main *, header *, form *')].filter(isOut).slice(-1) : [];
  return [...out, ...cut].map((each) => each.outerHTML.slice(0, 160));
})()`;

it.each(SCREENS)('$name: labels twice as long fit, on a desk and on a telephone', async (screen) => {
  for (const width of [1280, 390]) {
    await desk.page.setViewportSize({ width, height: 900 });
    await desk.open(addressOf(screen, screen.at, 'lang=fi', 'pseudo=1', 'theme=light'));
    expect({ width, misfits: await desk.page.evaluate(MISFITS) }).toEqual({ width, misfits: [] });
    if (isAll) await picture(`${screen.name}-long-${width}`);
  }
  await desk.page.setViewportSize({ width: 1280, height: 900 });
});

/** Sends every form of the screen as it stands and presses every button; answers what was asked of the server beside readings. */
async function pressAll(): Promise<readonly string[]> {
  const before = desk.writes.length;
  await desk.page.$$eval('main form', (forms) =>
    forms.forEach((form) => (form as unknown as { requestSubmit: () => void }).requestSubmit()),
  );
  await desk.page.$$eval('main button', (buttons) => buttons.forEach((button) => (button as unknown as { click: () => void }).click()));
  await desk.settled();
  // What is calculated or supposed takes its input as a body, and appends nothing.
  return desk.writes.slice(before).filter((request) => !/\/v1\/calculate\/|\/what-if\b/.test(request));
}

it.each(SCREENS)('$name: an auditor may press whatever there is, and nothing is written', async (screen) => {
  await desk.open(addressOf(screen, screen.at, 'view=auditor'));
  expect(await desk.page.locator('main input[type=file]').count()).toBe(0);
  expect(await pressAll()).toEqual([]);
});

it('a transfer says whose rights have moved since its snapshot, and what helps; at coordinates it says neither', async () => {
  await desk.open('transfers/T2?lang=en');
  const stale = desk.page.getByRole('region', { name: 'The snapshot is stale' });
  expect(await stale.getByRole('link').allInnerTexts()).toEqual(['d']);
  expect(await stale.innerText()).toContain('Take the snapshot again');
  const next = desk.page.getByRole('region', { name: (await desk.page.locator('#next-title').innerText()) });
  expect((await next.getByRole('listitem').allInnerTexts()).map((text) => text.split(' ')[0])).toEqual(['Snapshot', 'Withdrawal']);
  await desk.open('transfers/T2?lang=en&asOf=2023-03-01');
  expect(await stale.count()).toBe(0);
});

it('who continues voluntarily and owes something is listed, as the API lists it, with a way to both', async () => {
  const { items } = (await desk.ask('/v1/voluntary-premium?employerId=E3')).body as {
    readonly items: readonly { readonly invoice: string; readonly open: string }[];
  };
  // of January 292.50 is left, since 200.00 was paid; of February all of it
  expect(items.map(({ invoice, open }) => `${invoice} ${open}`)).toEqual(['2022-01 292.50', '2022-02 492.50']);
  expect((await desk.ask('/v1/voluntary-premium?employerId=E1')).body.items).toEqual([]);
  await desk.open('employers?lang=en');
  const list = desk.page.locator('section[aria-labelledby=own-debts-title]');
  expect(await list.getByRole('link').allInnerTexts()).toEqual(['V3', 'E3', 'V3', 'E3']);
  const shown = await list.innerText();
  for (const { open } of items) expect(shown).toContain(open);
});

it('a recorded study is listed with what it was made of, and told as the API tells it, every assumption with its status', async () => {
  await desk.open('funds/nl-pob?lang=en');
  await desk.page.getByRole('link', { name: 'Recorded studies' }).click();
  await desk.page.getByText('60 scenarios of 45 years, seed 7.').waitFor();
  const [run] = (await desk.ask('/v1/funds/nl-pob/alm-runs')).body.runs as readonly { readonly runId: string }[];
  const listed = desk.page.getByRole('region', { name: 'Recorded studies' });
  await listed.getByRole('link', { name: run?.runId.slice(0, 16) as string }).click();
  await desk.page.locator('#assumptions-title').waitFor();
  const report = (await desk.ask(`/v1/alm-runs/${run?.runId}`)).body;
  const both = [report.A, report.B];
  const rowsOf = async (id: string): Promise<readonly (readonly (string | null)[])[]> =>
    desk.page.$$eval(`section[aria-labelledby=${id}-title] tbody tr`, (rows) =>
      rows.map((row) => [...row.querySelectorAll('td[title]')].map((cell) => cell.getAttribute('title'))),
    );
  const bandOf = ([low, , median, , high]: readonly string[]) => [median, `${low} – ${high}`];
  const years = Array.from({ length: 9 }, (_, index) => 5 * index);
  expect(await rowsOf('ratios')).toEqual(years.map((year) => both.flatMap((rules) => bandOf(rules.years[year].fundingRatio))));
  expect(await rowsOf('cuts')).toEqual(
    years.map((year) => both.flatMap((rules) => [rules.years[year].cutProbability, rules.years[year].meanCut])),
  );
  expect(await rowsOf('results')).toEqual(
    report.A.cohorts.map((_: object, index: number) => both.flatMap((rules) => bandOf(rules.cohorts[index].pensionResult))),
  );
  expect(await rowsOf('variants')).toEqual(
    Object.keys(report.B.netProfitChange).map((year) => [report.B, ...report.variants].map((rules) => rules.netProfitChange[year])),
  );
  expect(await desk.page.locator('.study-chart').count()).toBe(6);
  const assumptions = desk.page.locator('section[aria-labelledby=assumptions-title] tbody tr');
  expect(await assumptions.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)))).toEqual(
    report.assumptions.map(({ name, title, value, status, reference }: Record<string, string>) => [name, title, value, status, reference]),
  );
  expect(await desk.page.locator('section[aria-labelledby=bounds-title] .mark').allInnerTexts()).toEqual(
    report.bounds.map(({ breached }: { readonly breached: boolean }) => (breached ? 'passed' : 'kept')),
  );
  expect(await desk.digests()).toEqual([report.digest]);
  await desk.open('funds/dk-p90/studies?lang=nl');
  await desk.page.getByText('Het fonds heeft tot en met deze dag geen studie vastgelegd.').waitFor();
});

it('feasibility tests stand with the studies, as the API tells them: results, bounds, the study behind them, who was told', async () => {
  await desk.open('funds/nl-pob/studies?lang=en&asOf=2022-12-31');
  const rows = desk.page.locator('section[aria-labelledby=feasibility-title] tbody tr');
  const { feasibility } = (await desk.ask('/v1/funds/nl-pob/accountability?asOf=2022-12-31')).body;
  const titles = await rows.evaluateAll((found) =>
    found.map((row) => [...row.querySelectorAll('td[title]')].map((cell) => cell.getAttribute('title'))),
  );
  const told = feasibility as readonly Record<'results' | 'bounds', Record<'expected' | 'badWeather', string>>[];
  expect(titles).toEqual(
    told.map(({ results, bounds }) => [results.expected, bounds.expected, results.badWeather, bounds.badWeather]),
  );
  const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  // 0.9 and 0.3 are the sample's bounds: in bad weather at least 0.8512345·(1 − 0.3) = 0.59586415
  expect(titles[0]).toEqual(['0.8512345', '0.9', '0.5', '0.59586415']);
  expect(texts[0]).toMatch(/^2018 85\.1% 90\.0% 50\.0% 59\.6% passed: Expected passed: In bad weather board 7 CAO parties Told on /);
  expect(texts[0]).toMatch(/accountability body Still to be told supervisory board Still to be told$/);
  const { runId, rules } = feasibility[1].study;
  expect(texts[1]).toContain(`${runId.slice(0, 16)} ${rules}, aged 30`);
  await rows.nth(1).getByRole('link').click();
  await desk.page.locator('#assumptions-title').waitFor();
  await desk.open('funds/nl-pob/studies?lang=nl&asOf=2017-12-31');
  await desk.page.getByText('Het bestuur heeft tot en met deze dag geen haalbaarheidstoets gerapporteerd.').waitFor();
  await desk.open('funds/dk-p90/studies?lang=en');
  expect(await desk.page.locator('#feasibility-title').count()).toBe(0);
});

it('a fund shows its policy year by year, and what the rules would propose on what is known now', async () => {
  await desk.open('funds/nl-pob?lang=en&asOf=2022-12-31');
  const row = desk.page.locator('section[aria-labelledby=policy-years-title] tbody tr');
  // 1.08 lies below 1.10: nothing. As corrected (1.12 − 1.10)/10 = 0.2 %. Nothing is decided: 1.1 · 1.0123 = 1.11353.
  expect((await row.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
    '2019 from 2015 108.0% nothing 0.00% 0.00% nothing decided 112.0% indexation in part 0.20% 111.35%',
  ]);
  expect(await row.locator('td[title]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')))).toEqual(
    ['1.08', '0', '0', '1.12', '0.002', '1.11353'],
  );
  await desk.open('funds/dk-p90?lang=en');
  expect(await desk.page.locator('#policy-years-title').count()).toBe(0);
});

it('an operator who presses everything does write, but approves nothing whose digest they did not type', async () => {
  await desk.open('corrections/{plan}');
  expect(await pressAll()).toEqual([expect.stringMatching(/^DELETE .*\/v1\/reprocessings\//)]);
});

it('nothing left the origin, and nothing broke', () => {
  expect([desk.abroad, desk.errors]).toEqual([[], []]);
});
