// The row's softmax and the forms of its way back, for five scores.
const sum = (values) => values.reduce((total, v) => total + v, 0);
function softmax(scores) {
  const E = scores.map((s) => Math.exp(s - Math.max(...scores))), total = sum(E);
  return E.map((e) => e / total);
}
const average = (P, dP) => sum(P.map((p, j) => p * dP[j]));
const FORMS = {
  right: (P, dP) => P.map((p, j) => p * (dP[j] - average(P, dP))),
  no_row_term: (P, dP) => P.map((p, j) => p * dP[j]),
  diagonal: (P, dP) => P.map((p, j) => p * (1 - p) * dP[j])
};
