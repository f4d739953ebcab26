import { libraryTracks } from './library/make-library.ts';
import { recommendFigures } from './recommend/recommend-figures.ts';
import { showRecommend } from './recommend/show-recommend.ts';
const seeds: string[] = []; let i = 0;
for (const [, { artist, title }] of libraryTracks(50000)) if (i++ % 1000 === 500) seeds.push(`${artist} - ${title}`);
console.log(showRecommend(await recommendFigures('/tmp/filters/lib50k', seeds, console.error)));
