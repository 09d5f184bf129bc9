/**
 * Whether a query or a path is right, by one look at each of its texts. class-validator gathers the checks of a class anew for every
 * request, and makes an error for each member beforehand; most requests are right. What is not found right here goes through it, and it
 * says what is wrong.
 */
import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator';

type Class = new () => object;
type Check = (value: string, object: object) => boolean;

interface Member {
  readonly isOptional: boolean;
  readonly checks: readonly Check[];
}

/** By name. Undefined where a check is not of one text alone: of what stands within a member, on a condition, in a later turn. */
type Members = ReadonlyMap<string, Member> | undefined;

const gathered = new Map<Class, Members>();

/** An instance of the class where all that the object holds are texts that its class wants and finds right; else undefined. */
export function rightAtOnce<Type extends Class>(type: Type, given: unknown): InstanceType<Type> | undefined {
  if (!gathered.has(type)) gathered.set(type, membersOf(type));
  const members = gathered.get(type);
  if (members === undefined || typeof given !== 'object' || given === null) return undefined;
  const object = given as { readonly [name: string]: unknown };
  for (const name of Object.keys(object)) if (!members.has(name)) return undefined;
  for (const [name, { isOptional, checks }] of members) {
    const value = object[name];
    if (value === undefined && isOptional) continue;
    if (typeof value !== 'string' || !checks.every((isRight) => isRight(value, object))) return undefined;
  }
  return Object.assign(new type(), object) as InstanceType<Type>;
}

function membersOf(type: Class): Members {
  const storage = getMetadataStorage();
  const members = new Map<string, { isOptional: boolean; checks: Check[] }>();
  for (const check of storage.getTargetValidationMetadatas(type, '', false, false)) {
    const member = members.get(check.propertyName) ?? { isOptional: false, checks: [] };
    members.set(check.propertyName, member);
    if (check.type === ValidationTypes.CONDITIONAL_VALIDATION && check.name === 'isOptional') member.isOptional = true;
    else if (check.type === ValidationTypes.CUSTOM_VALIDATION && !check.each && check.validateIf === undefined) {
      for (const { instance, async } of storage.getTargetValidatorConstraints(check.constraintCls)) {
        if (async) return undefined;
        const { propertyName: property, constraints } = check;
        member.checks.push((value, object) => {
          const asked: ValidationArguments = { value, object, property, constraints: constraints as unknown[], targetName: type.name };
          return instance.validate(value, asked) === true;
        });
      }
    } else return undefined;
  }
  return members.size === 0 ? undefined : members;
}
