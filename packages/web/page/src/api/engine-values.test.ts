import * as engine from '@rbassist/core';
import { expect, it } from 'vitest';
import * as values from './engine-values.ts';

it('has the values of the engine; npm run web:schema writes them again', () => {
  for (const [name, value] of Object.entries(values))
    expect({ [name]: value }).toEqual({ [name]: Reflect.get(engine, name) });
});
