import { SaxesParser } from 'saxes';

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
export function parseSmartRules(xml: string): SmartRules | undefined {
  if (xml.length > MAX_LENGTH) return undefined;
  const parser = new SaxesParser();
  const rules: SmartRules = { all: true, conditions: [] };
  let depth = 0;
  let isKnown = true;
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    if (depth === 1 && name === 'NODE') rules.all = attributes.LogicalOperator !== ANY;
    else if (depth === 2 && name === 'CONDITION') rules.conditions.push(conditionOf(attributes));
    else isKnown = false;
  });
  parser.on('closetag', () => depth--);
  parser.on('error', (error) => {
    throw error;
  });
  try {
    parser.write(xml).close();
  } catch {
    return undefined;
  }
  const count = rules.conditions.length;
  return isKnown && count > 0 && count <= MAX_CONDITIONS ? rules : undefined;
}

function conditionOf(attributes: Record<string, string>): SmartCondition {
  return {
    property: attributes.PropertyName ?? '',
    operator: Number(attributes.Operator),
    unit: attributes.ValueUnit ?? '',
    left: attributes.ValueLeft ?? '',
    right: attributes.ValueRight ?? '',
  };
}
