/** JSON Schemas of what a fund's board accounts for, and of its indexations. */
import { amount, choice, date, exact, flag, list, orNull, record, sha256, text, uuid, whole } from '#projections/schema-parts.js';
import { answerSchema } from './view-schemas.js';

const party = choice('cao-parties', 'accountability-body', 'supervisory-board');
const results = record({ expected: exact, badWeather: exact });
const reported = { reference: text, eventId: uuid };

export const ACCOUNTABILITY_SCHEMAS = {
  FundAccountability: answerSchema(
    record({
      fundId: text,
      returns: list(record({ year: whole, rate: exact, announced: date, ...reported })),
      performance: list(
        record(
          {
            ...{ year: whole, actual: exact, actualCost: exact, norm: exact, normCost: exact, e: exact, z: exact },
            ...{ announced: date, ...reported },
          },
          { test: record({ years: list(whole), performanceTest: exact, shifted: exact, exemptionOpen: flag }) },
        ),
      ),
      performanceTest: orNull(exact),
      policies: list(
        record(
          { year: whole, policy: text, benchmark: text, ...reported },
          { reset: record({ on: date, studyOn: date, announceBy: date, tellEmployersBy: date }) },
        ),
      ),
      feasibility: list(
        record(
          {
            ...{ year: whole, results, bounds: results, breached: list(choice('EXPECTED', 'BAD_WEATHER')), ...reported },
            informed: list(record({ to: party, on: date, eventId: uuid })),
            owed: list(party),
          },
          { study: record({ runId: sha256, digest: sha256, rules: choice('A', 'B'), age: whole }) },
        ),
      ),
      discounts: list(
        record({ on: date, policyFundingRatio: exact, requiredRatio: exact, amount, currency: text, ...reported }),
      ),
    }),
  ),
  FundIndexations: answerSchema(
    record({
      fundId: text,
      years: list(
        record({
          ...{ year: whole, referenceDate: date, ratio: orNull(exact), ambition: orNull(exact), sustainable: orNull(exact) },
          ...{ maxRate: orNull(exact), bindingRule: orNull(text), granted: exact, missed: orNull(exact) },
          catchUp: orNull(
            record({
              budget: exact,
              applied: list(record({ kind: choice('reduction', 'missed'), ofYear: whole, rate: exact })),
              factor: exact,
              eventId: uuid,
            }),
          ),
          eventId: uuid,
        }),
      ),
    }),
  ),
};
