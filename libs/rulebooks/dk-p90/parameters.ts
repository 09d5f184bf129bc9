/**
 * The parameters of PenSam's assumption document of 2022-10-01, with status and reference. Everything else is external:
 * published to a fund or handed to a calculation (`dk-p90.<name>` in refusals).
 */
import { parameterSet, type Parameter, type ParameterEntry, type ParameterSet } from '../frame/parameters/parameters.js';

export const SCHEME = 'dk-p90';

/** Day the document took effect. */
const ANNOUNCED = '2022-10-01';

/** The version of the assumption document that the official parameters stand in. */
export const OFFICIAL_DOCUMENT = { version: '2022-10-01', validFrom: ANNOUNCED } as const;

function printed(place: string, from: number, to: number | undefined, value: string): ParameterEntry {
  return {
    from: `${from}-01-01`,
    to: to === undefined ? undefined : `${to}-12-31`,
    value,
    reference: `Pension 90 assumptions 2022-10-01, ${place}`,
    status: 'official',
    announced: ANNOUNCED,
  };
}

const APPENDIX_A = 'appendix A, table';

export const OFFICIAL_PARAMETERS: readonly Parameter[] = [
  {
    name: 'calculationRate',
    unit: 'effective yearly fraction',
    entries: [{ ...printed('appendix A', 1900, undefined, '0.03'), note: 'printed as in force for the whole period' }],
  },
  {
    name: 'expectedRate',
    unit: 'effective yearly fraction',
    entries: [
      printed(APPENDIX_A, 2022, 2023, '0.075'),
      printed(APPENDIX_A, 2024, 2024, '0.06'),
      printed(APPENDIX_A, 2025, 2025, '0.05'),
      printed(APPENDIX_A, 2026, 2026, '0.0475'),
      printed(APPENDIX_A, 2027, 2027, '0.045'),
      printed(APPENDIX_A, 2028, 2028, '0.0425'),
      printed(APPENDIX_A, 2029, 2041, '0.04'),
      printed(APPENDIX_A, 2042, 2045, '0.0375'),
      printed(APPENDIX_A, 2046, 2049, '0.035'),
      printed(APPENDIX_A, 2050, 2053, '0.0325'),
      printed(APPENDIX_A, 2054, 2057, '0.03'),
      printed(APPENDIX_A, 2058, undefined, '0.0275'),
    ],
  },
];

export const OFFICIAL: ParameterSet = parameterSet(SCHEME, OFFICIAL_PARAMETERS);
