/** Decree 800/2005, Annex 2.1: 100·u_x by age reached and sex; the last row holds for 63 and older. */
const PRINTED: readonly (readonly [age: number, male: string, female: string])[] = [
  [18, '16.86', '16.45'],
  [19, '16.79', '16.37'],
  [20, '16.71', '16.28'],
  [21, '16.60', '16.16'],
  [22, '16.54', '16.08'],
  [23, '16.48', '16.00'],
  [24, '16.52', '16.04'],
  [25, '16.55', '16.05'],
  [26, '16.67', '16.15'],
  [27, '16.70', '16.16'],
  [28, '16.73', '16.17'],
  [29, '16.73', '16.16'],
  [30, '16.76', '16.17'],
  [31, '16.77', '16.17'],
  [32, '16.78', '16.15'],
  [33, '16.79', '16.15'],
  [34, '16.79', '16.13'],
  [35, '16.81', '16.13'],
  [36, '16.90', '16.19'],
  [37, '16.86', '16.12'],
  [38, '16.84', '16.08'],
  [39, '16.78', '16.01'],
  [40, '16.72', '15.92'],
  [41, '16.69', '15.87'],
  [42, '16.62', '15.77'],
  [43, '16.52', '15.66'],
  [44, '16.41', '15.52'],
  [45, '16.28', '15.36'],
  [46, '16.27', '15.32'],
  [47, '16.13', '15.14'],
  [48, '15.99', '14.99'],
  [49, '15.78', '14.74'],
  [50, '15.60', '14.54'],
  [51, '15.45', '14.36'],
  [52, '15.32', '14.21'],
  [53, '14.88', '13.74'],
  [54, '14.40', '13.22'],
  [55, '19.10', '19.10'],
  [56, '15.02', '15.02'],
  [57, '14.76', '14.76'],
  [58, '15.40', '15.40'],
  [59, '17.71', '17.71'],
  [60, '20.47', '20.47'],
  [61, '21.19', '21.19'],
  [62, '22.20', '22.20'],
  [63, '22.38', '22.38'],
];

/** Coefficients by sex, then age, as fractions of earnings: `"16.54"` printed is `"0.1654"`. */
export interface SmoothingTable {
  readonly male: { readonly [age: string]: string };
  readonly female: { readonly [age: string]: string };
}

/** 100·u of two digits before the point as u. */
function fraction(hundredfold: string): string {
  return `0.${hundredfold.replace('.', '')}`;
}

export const OFFICIAL_SMOOTHING_TABLE = {
  male: Object.fromEntries(PRINTED.map(([age, male]) => [String(age), fraction(male)])),
  female: Object.fromEntries(PRINTED.map(([age, , female]) => [String(age), fraction(female)])),
} satisfies SmoothingTable;
