export declare function childCpuS(): number | null;
