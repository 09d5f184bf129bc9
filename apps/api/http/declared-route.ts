/** Routes that follow from a table: a method for each row, with what decorators would add to one written by hand. */

export interface DeclaredRoute {
  /** The operation's id, and the method's name: OpenAPI looks its metadata up by it. */
  readonly operation: string;
  readonly method: (...given: never[]) => unknown;
  /** Each parameter's decorator and its class, which the check of requests and OpenAPI read. */
  readonly parameters: readonly (readonly [decorator: ParameterDecorator, type: unknown])[];
  readonly decorators: readonly MethodDecorator[];
}

export function declareRoute(
  { prototype }: { readonly prototype: object },
  { operation, method, parameters, decorators }: DeclaredRoute,
): void {
  Object.defineProperty(method, 'name', { value: operation });
  Object.defineProperty(prototype, operation, { value: method, writable: true, configurable: true });
  const descriptor = Object.getOwnPropertyDescriptor(prototype, operation) as PropertyDescriptor;
  for (const [place, [decorate]] of parameters.entries()) decorate(prototype, operation, place);
  Reflect.defineMetadata('design:paramtypes', parameters.map(([, type]) => type), prototype, operation);
  for (const decorate of decorators) decorate(prototype, operation, descriptor);
}
