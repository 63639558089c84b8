/**
 * Places and weights that integrate every polynomial of a degree below `2 * count` over 0 to 1 exactly. The roots of the Legendre polynomial
 * by Newton's method (Numerical Recipes, third edition, 4.6.1).
 */
export const gaussLegendre = (count: number): { readonly places: Float64Array; readonly weights: Float64Array } => {
  const places = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    let root = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let turn = 0; turn < 100; turn += 1) {
      let value = 1;
      let before = 0;
      for (let degree = 1; degree <= count; degree += 1)
        [value, before] = [((2 * degree - 1) * root * value - (degree - 1) * before) / degree, value];
      slope = (count * (root * value - before)) / (root * root - 1);
      const step = value / slope;
      root -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    places[i] = (1 - root) / 2;
    weights[i] = 1 / ((1 - root * root) * slope * slope);
  }
  return { places, weights };
};
