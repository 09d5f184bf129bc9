/** Gauss–Legendre quadrature with twenty nodes: exact for polynomials up to degree 39. */

const NODE_COUNT = 20;

interface Node {
  /** Position in [0, 1]. */
  readonly at: number;
  readonly weight: number;
}

/** Value and derivative of the Legendre polynomial of degree NODE_COUNT, by its three-term recurrence. */
function legendre(x: number): { readonly value: number; readonly slope: number } {
  let before = 1;
  let value = x;
  for (let degree = 2; degree <= NODE_COUNT; degree += 1) {
    [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
  }
  return { value, slope: (NODE_COUNT * (x * value - before)) / (x * x - 1) };
}

/** The roots by Newton's method from Chebyshev's estimate, moved from [−1, 1] to [0, 1]. */
function nodes(): readonly Node[] {
  return Array.from({ length: NODE_COUNT }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (NODE_COUNT + 0.5));
    for (let step = 0; step < 10; step += 1) {
      const { value, slope } = legendre(x);
      x -= value / slope;
    }
    const { slope } = legendre(x);
    return { at: (1 - x) / 2, weight: 1 / ((1 - x * x) * slope * slope) };
  });
}

const NODES = nodes();

/** ∫ f over [from, from + length]; f must be smooth there. */
export function integrate(f: (t: number) => number, from: number, length: number): number {
  let total = 0;
  for (const { at, weight } of NODES) total += weight * f(from + at * length);
  return total * length;
}
