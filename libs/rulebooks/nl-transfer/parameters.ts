/**
 * The figures of the sector that the minister's letter prints (section 6). The tolerances of the tests and the months of the
 * supervisor's review are external: a statute or a supervisor sets them (`nl-transfer.<name>` in refusals).
 */
import { parameterSet, type Parameter, type ParameterSet } from '../frame/parameters/parameters.js';

export const SCHEME = 'nl-transfer';

/** Day of the letter. */
const ANNOUNCED = '2022-02-15';

const ofYearEnd2019 = (name: string, unit: string, answer: string, value: string): Parameter => ({
  name,
  unit,
  entries: [
    {
      from: '2019-12-31',
      to: '2019-12-31',
      value,
      reference: `Minister's answers 2021Z22005, ${answer}`,
      status: 'official',
      announced: ANNOUNCED,
    },
  ],
});

export const OFFICIAL: ParameterSet = parameterSet(SCHEME, [
  ofYearEnd2019('activeParticipants.fund', 'participants', 'Answer 6', '5900000'),
  ofYearEnd2019('activeParticipants.insurer', 'participants', 'Answer 6', '820000'),
  ofYearEnd2019('activeParticipants.ppi', 'participants', 'Answer 6', '480000'),
  ofYearEnd2019('premium.fund', 'EUR a year', 'Answer 6', '35400000000'),
  ofYearEnd2019('premium.insurer', 'EUR a year', 'Answer 6', '4800000000'),
  ofYearEnd2019('premium.ppi', 'EUR a year', 'Answer 6', '1800000000'),
  ofYearEnd2019('providers.all', 'providers', 'Answer 8', '206'),
  ofYearEnd2019('providers.insurer', 'providers', 'Answer 8', '13'),
  ofYearEnd2019('providers.ppi', 'providers', 'Answer 8', '7'),
]);
