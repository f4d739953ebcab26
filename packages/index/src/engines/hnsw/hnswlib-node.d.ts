/** Types of hnswlib-node, so that rbassist compiles without this optional package. */
declare module 'hnswlib-node' {
  export class HierarchicalNSW {
    constructor(space: 'cosine', dimensions: number);
    initIndex(options: { maxElements: number; m: number; efConstruction: number; randomSeed: number }): void;
    readIndex(path: string): Promise<boolean>;
    writeIndex(path: string): Promise<boolean>;
    resizeIndex(maxElements: number): void;
    addPoint(point: number[], label: number): void;
    markDelete(label: number): void;
    getPoint(label: number): number[];
    getCurrentCount(): number;
    getMaxElements(): number;
    getNumDimensions(): number;
    setEf(candidates: number): void;
    searchKnn(query: number[], count: number): { distances: number[]; neighbors: number[] };
  }

  /** hnswlib-node is CommonJS, so its exports are the default export. */
  const hnswlib: { HierarchicalNSW: typeof HierarchicalNSW };

  // biome-ignore lint/style/noDefaultExport: the package has one
  export default hnswlib;
}
