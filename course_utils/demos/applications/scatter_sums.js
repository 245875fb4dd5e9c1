// What a convolution sums, both ways. Rows and columns count from 0; those of the padded picture
// are `pad` larger than the picture's own.
const Sums = {
  // How many places the window has along one axis.
  places: (side, { kernel, stride, pad }) => Math.floor((side + 2 * pad - kernel) / stride) + 1,

  // The k² meetings of output (r, c): padded pixel (y, x) and the weight (i, j) that lies on it.
  below: ({ kernel, stride }, r, c) =>
    Array.from({ length: kernel * kernel }, (_, n) => {
      const i = Math.floor(n / kernel), j = n % kernel;
      return { r, c, i, j, y: r * stride + i, x: c * stride + j };
    }),

  // The meetings of picture pixel (y, x), one for each output that reads it.
  above(g, side, y, x) {
    const n = this.places(side, g), all = [];
    for (let r = 0; r < n; r++) for (let c = 0; c < n; c++) all.push(...this.below(g, r, c));
    return all.filter((m) => m.y === y + g.pad && m.x === x + g.pad);
  },

  // The picture's value at a padded pixel: 0 on the padding.
  padded: (picture, { pad }, y, x) => picture[y - pad]?.[x - pad] ?? 0,

  // Forward: output (r, c) gathers from the pixels below its window.
  gather(g, picture, k, r, c) {
    return this.below(g, r, c).reduce(
      (sum, m) => sum + this.padded(picture, g, m.y, m.x) * k[m.i][m.j],
      0
    );
  },

  // Backward: the given outputs scatter dout · k, which piles up. Returns sums and counts, padded.
  scatter(g, side, dout, k, outputs) {
    const empty = () =>
      Array.from({ length: side + 2 * g.pad }, () => Array(side + 2 * g.pad).fill(0));
    const sums = empty(), counts = empty();
    for (const [r, c] of outputs)
      for (const m of this.below(g, r, c)) {
        sums[m.y][m.x] += dout[r][c] * k[m.i][m.j];
        counts[m.y][m.x] += 1;
      }
    return { sums, counts };
  },

  // What common mistakes make of the gradient at one pixel, and what to say about each.
  mistakes(g, meetings, dout, k) {
    const shares = meetings.map((m) => dout[m.r][m.c] * k[m.i][m.j]),
      sum = (all) => all.reduce((a, b) => a + b, 0);
    const last = g.kernel - 1;
    return [
      [sum(meetings.map((m) => dout[m.r][m.c] * k[last - m.i][last - m.j])),
        "That is the kernel turned round: an output sends its gradient back through the very "
        + "weight that read this pixel."],
      [sum(meetings.map((m) => dout[m.r][m.c])),
        "That is the sum of the gradients alone: each comes back through a weight, so multiply "
        + "first."],
      [sum(meetings.map((m) => k[m.i][m.j])),
        "That is the sum of the weights alone: each is multiplied by the gradient of its output."],
      [shares.at(-1),
        "That is the last output's share alone: the shares are added, none overwrites the others."],
      [shares[0], "That is the first output's share alone: the others are added to it."],
      [sum(shares) / shares.length, "That is the mean of the shares: they are added."],
      [-sum(shares), "That has the wrong sign."]
    ];
  }
};
