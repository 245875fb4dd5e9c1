// The picture: drawn once for a graph, then only shown and hidden.
function picture(graph) {
  const text = (node, cls, dy) =>
    Demo.svg("text", { class: cls, y: dy, "font-size": node.size, "text-anchor": "middle" });
  const edges = graph.edges.map((edge) => ({
    ...edge,
    line: Demo.svg("path", { class: "ledger-edge", d: edge.d, "data-from": edge.from,
      "data-to": edge.to }),
    label: Demo.svg("text", { class: "ledger-local", x: edge.x, y: edge.y + 5,
      "text-anchor": "middle" }, edge.local)
  }));
  const nodes = graph.nodes.map((node, i) => {
    const { width, height } = node;
    const value = text(node, "ledger-value", -height / 2 - 7);
    const grad = text(node, "ledger-grad", height / 2 + node.size);
    const label = text(node, "ledger-label", 0.35 * node.size);
    label.textContent = node.label;
    const box = Demo.svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: 8 });
    const group = Demo.svg("g", { class: "ledger-node", "data-node": i, "data-name": node.name,
      transform: `translate(${node.x} ${node.y})` }, box, label, value, grad);
    return { group, value, grad };
  });
  const image = Demo.svg("svg", { class: "ledger-graph", role: "img",
    viewBox: `0 0 ${graph.width} ${graph.height}` }, ...edges.map((e) => e.line),
    ...nodes.map((n) => n.group), ...edges.map((e) => e.label));
  image.style.width = `${graph.width}px`;
  return { image, nodes, edges };
}

function paint({ image, nodes, edges }, walk, locals) {
  const { graph, asking } = walk;
  const current = asking ?? walk.last?.node;
  nodes.forEach(({ group, value, grad }, i) => {
    const node = graph.nodes[i];
    value.textContent = walk.hasValue(i) ? node.value : "";
    grad.textContent = walk.hasGrad(i) ? node.grad : i === asking ? "?" : "";
    group.classList.toggle("ledger-current", i === current);
    group.classList.toggle("ledger-asked", i === asking);
    group.classList.toggle("ledger-aside", Boolean(walk.path && !walk.path.has(i)));
  });
  const backward = (walk.next ?? walk.last)?.pass === "backward";
  for (const { from, to, line, label } of edges) {
    line.classList.toggle("ledger-aside",
      Boolean(walk.path && !(walk.path.has(from) && walk.path.has(to))));
    const inUse = backward ? from === current : to === current && Boolean(walk.last);
    line.classList.toggle("ledger-forward", inUse && !backward);
    line.classList.toggle("ledger-backward", inUse && backward);
    label.classList.toggle("ledger-seen", inUse && backward && locals);
  }
  image.setAttribute("aria-label", inWords(walk));
}

function inWords(walk) {
  const parts = walk.graph.nodes.map((node, i) =>
    [node.name, walk.hasValue(i) && `value ${node.value}`,
      walk.hasGrad(i) && `gradient ${node.grad}`]
      .filter(Boolean).join(", ")
  );
  return `${walk.graph.title}. ${parts.join("; ")}.`;
}
