const VERBATIM = Symbol('VERBATIM');

/** Marks a text of an input that is taken as it was typed, such as a password: spaces and all. */
export function Verbatim(): PropertyDecorator {
  return (target, property) => Reflect.defineMetadata(VERBATIM, true, target, property);
}

/** Whether the property of an input is marked so. */
export function isVerbatim(input: object, property: string): boolean {
  return Reflect.getMetadata(VERBATIM, input, property) === true;
}
