/** The look at the texts of a query agrees with class-validator, whatever is given. */
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { IsBoolean, ValidateNested, validate } from 'class-validator';
import fc from 'fast-check';
import { CoordinatesQuery, ExplainQuery } from '../reads/coordinates.js';
import { ParticipantPath } from '../reads/subject-paths.js';
import { ChoiceField, CountTextField, YearTextField } from './fields.js';
import { rightAtOnce } from './right-at-once.js';

class ListQuery extends CoordinatesQuery {
  @YearTextField({ description: 'A year.', optional: true })
  readonly year?: string;

  @CountTextField(500, { description: 'So many.', optional: true })
  readonly limit?: string;

  @ChoiceField(['asc', 'desc'], { description: 'The order.' })
  readonly order!: string;
}

const CLASSES: readonly (new () => object)[] = [CoordinatesQuery, ExplainQuery, ListQuery, ParticipantPath];

const TEXTS = [
  ...['', ' ', '2010-12-31', '2010-02-30', '2010-12-31T10:00:00Z', '17', '1234567890123456', '2005', '0', '500', '501'],
  ...['asc', 'desc', 'F000001', '-F', 'windows.2003.premium', 'a\u200bb', 'x'.repeat(201)],
];
const NAMES = ['asOf', 'knownAt', 'rulesKnownAt', 'asThen', 'minPosition', 'figure', 'year', 'limit', 'order', 'id', 'unheard'];

const value = fc.oneof(fc.constantFrom(...TEXTS), fc.string(), fc.constantFrom(undefined, null, 17, true, ['17'], { at: '17' }));
const given = fc.dictionary(fc.constantFrom(...NAMES), value, { noNullPrototype: false });

describe('what is right at once', () => {
  it.each(CLASSES.map((type) => [type.name, type] as const))('is what class-validator finds right, of %s', async (_name, type) => {
    await fc.assert(
      fc.asyncProperty(given, async (object) => {
        const right = rightAtOnce(type, object);
        const instance: object = plainToInstance(type, object);
        const errors = await validate(instance, { whitelist: true, forbidNonWhitelisted: true });
        const areTexts = Object.values(object).every((each) => typeof each === 'string' || each === undefined);
        if (right !== undefined) expect([errors, right]).toEqual([[], instance]);
        else expect(errors.length > 0 || !areTexts).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing of a class with checks of another kind, or with none', () => {
    class Within {
      @ValidateNested()
      readonly asked!: CoordinatesQuery;
    }
    class Flag {
      @IsBoolean({ each: true })
      readonly flags!: readonly boolean[];
    }
    class Unchecked {}
    expect([Within, Flag, Unchecked].map((type) => rightAtOnce(type, {}))).toEqual([undefined, undefined, undefined]);
  });

  it('holds no name that every object has: class-validator passes it over, and it is refused as unknown', () => {
    expect(rightAtOnce(CoordinatesQuery, { constructor: 'x' })).toBeUndefined();
    expect(rightAtOnce(CoordinatesQuery, JSON.parse('{"__proto__":"x"}'))).toBeUndefined();
  });

  it('is an instance of its class', () => {
    expect(rightAtOnce(ParticipantPath, { id: 'F000001' })).toBeInstanceOf(ParticipantPath);
  });
});
