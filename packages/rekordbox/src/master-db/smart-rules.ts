import { readXmlItems } from '../xml/read-items.ts';
import type { XmlAttributes, XmlElement } from '../xml/xml-element.ts';
import { XmlError } from '../xml/xml-error.ts';

const MAX_LENGTH = 1 << 16;
const MAX_CONDITIONS = 100;
const ANY = '2';

/** A condition of a smart playlist, with the names and values of its XML. */
export interface SmartCondition {
  property: string;
  operator: number;
  /** Unit of a span of time: `day` or `month`. */
  unit: string;
  left: string;
  right: string;
}

/** Rules of a smart playlist. */
export interface SmartRules {
  /** True if a track must fulfil all conditions, false if one is enough. */
  all: boolean;
  conditions: SmartCondition[];
}

/** Reads the column `SmartList`: a NODE with one CONDITION after another. Returns undefined for anything else. */
export async function parseSmartRules(xml: string): Promise<SmartRules | undefined> {
  if (xml.length > MAX_LENGTH) return undefined;
  const root = await rootOf(xml);
  const conditions = root?.children ?? [];
  const isKnown = conditions.every(({ name, children }) => name === 'CONDITION' && children.length === 0);
  if (root?.name !== 'NODE' || !isKnown || conditions.length === 0 || conditions.length > MAX_CONDITIONS)
    return undefined;
  return {
    all: root.attributes.get('LogicalOperator') !== ANY,
    conditions: conditions.map(({ attributes }) => conditionOf(attributes)),
  };
}

async function rootOf(xml: string): Promise<XmlElement | undefined> {
  try {
    for await (const item of readXmlItems(Buffer.from(xml), () => false)) {
      if (item.type === 'element') return item.element;
    }
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  return undefined;
}

function conditionOf(attributes: XmlAttributes): SmartCondition {
  return {
    property: attributes.get('PropertyName') ?? '',
    operator: Number(attributes.get('Operator')),
    unit: attributes.get('ValueUnit') ?? '',
    left: attributes.get('ValueLeft') ?? '',
    right: attributes.get('ValueRight') ?? '',
  };
}
