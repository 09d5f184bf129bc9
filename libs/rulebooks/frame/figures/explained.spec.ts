import { Decimal } from '#money/decimal.js';
import { explained, inBrief, named, postedFigure } from './explained.js';

const base = explained(new Decimal('1250.50'), () => ({
  name: 'A',
  unit: 'EUR',
  formula: 'reported',
  article: '2.1',
  events: ['e1', 'e2'],
}));
const premium = explained(base.value.times('0.214'), () => ({
  name: 'P',
  unit: 'EUR',
  formula: 'y · A',
  article: '2.1, formula (1)',
  inputs: [base],
}));
const told = (name: string, value: string, rest: object) => ({ name, value, unit: 'EUR', parameters: [], inputs: [], events: [], ...rest });

describe('a figure is written once', () => {
  it('the value is there, and tells itself with all that it rests on', () => {
    expect(premium.value.toFixed()).toBe('267.607'); // 0.214 · 1250.50
    const input = told('A', '1250.5', { formula: 'reported', article: '2.1', events: ['e1', 'e2'] });
    expect(premium.tell()).toEqual(told('P', '267.607', { formula: 'y · A', article: '2.1, formula (1)', inputs: [input] }));
  });

  it('posted, it is rounded half-up to 0.01, and says so', () => {
    expect(postedFigure(premium).value).toBe('267.61');
    expect(postedFigure(premium).tell()).toMatchObject({
      value: '267.61',
      rounding: 'half-up to 0.01, ties away from zero, when posted',
      inputs: [{ value: '1250.5' }],
    });
  });

  it('nobody who only takes the value pays for the telling', () => {
    let tellings = 0;
    const asked = explained(new Decimal(1), () => {
      tellings += 1;
      return { name: 'x', unit: 'EUR', formula: 'x', article: '2.1' };
    });
    expect([postedFigure(named(asked, 'y')).value, tellings]).toEqual(['1.00', 0]);
    expect([postedFigure(named(asked, 'y')).tell().name, tellings]).toEqual(['y', 1]);
  });

  it('minor units are shown as an amount; a branch that has its own name is cut', () => {
    const opening = explained(304_010, () => ({ name: 'opening', unit: 'EUR', formula: 'Σ', article: '2.1', inputs: [premium] }));
    expect(opening.tell().value).toBe('3040.10');
    expect(inBrief(opening, 'account.2003.opening').tell()).toMatchObject({
      name: 'account.2003.opening',
      value: '3040.10',
      inputs: [],
      note: 'account.2003.opening takes it apart',
    });
  });
});
