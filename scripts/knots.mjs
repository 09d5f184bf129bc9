/** Knots in a graph: sets of nodes that all lead to each other (Tarjan's strongly connected components), those of one node left out. */

/** `next`: node → the nodes it leads to. Each knot is sorted. */
export function knotsOf(nodes, next) {
  const [index, low, onStack, stack, found] = [new Map(), new Map(), new Set(), [], []];
  const connect = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    onStack.add(node);
    for (const other of next(node)) {
      if (!index.has(other)) {
        connect(other);
        low.set(node, Math.min(low.get(node), low.get(other)));
      } else if (onStack.has(other)) low.set(node, Math.min(low.get(node), index.get(other)));
    }
    if (low.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    for (const member of component) onStack.delete(member);
    if (component.length > 1) found.push(component.sort());
  };
  for (const node of nodes) if (!index.has(node)) connect(node);
  return found;
}
