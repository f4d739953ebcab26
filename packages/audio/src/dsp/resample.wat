;; Inner loops of the resampler, in double precision, with the sums in the order of resample-kernel.ts: both give the
;; same samples, bit for bit. All addresses are in bytes. scripts/compile-wat.ts compiles this file into
;; resample-wasm.ts.
(module
  (import "audio" "memory" (memory 1))

  ;; Writes `count` samples as floats. Sample 0 starts at `input`, a double, with the row `phase` of the table. A row has
  ;; `taps` floats, a multiple of 4. The phase rises by `step` per sample, and each `phases` move on by one input.
  (func (export "polyphase") (param $input i32) (param $table i32) (param $taps i32) (param $phases i32)
    (param $step i32) (param $phase i32) (param $out i32) (param $count i32)
    (local $whole i32) (local $rest i32) (local $bytes i32) (local $row i32) (local $end i32) (local $x i32)
    (local $ab v128) (local $cd v128)
    (local.set $whole (i32.shl (i32.div_u (local.get $step) (local.get $phases)) (i32.const 3)))
    (local.set $rest (i32.rem_u (local.get $step) (local.get $phases)))
    (local.set $bytes (i32.shl (local.get $taps) (i32.const 2)))
    (block $done (loop $samples
      (br_if $done (i32.eqz (local.get $count)))
      (local.set $ab (v128.const i64x2 0 0))
      (local.set $cd (v128.const i64x2 0 0))
      (local.set $x (local.get $input))
      (local.set $row (i32.add (local.get $table) (i32.mul (local.get $phase) (local.get $bytes))))
      (local.set $end (i32.add (local.get $row) (local.get $bytes)))
      (loop $products
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (v128.load (local.get $x))
          (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $row))))))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (v128.load offset=16 (local.get $x))
          (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $row))))))
        (local.set $x (i32.add (local.get $x) (i32.const 32)))
        (br_if $products (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 16))) (local.get $end))))
      (f32.store (local.get $out) (f32.demote_f64 (f64.add
        (f64.add (f64x2.extract_lane 0 (local.get $ab)) (f64x2.extract_lane 1 (local.get $ab)))
        (f64.add (f64x2.extract_lane 0 (local.get $cd)) (f64x2.extract_lane 1 (local.get $cd))))))
      (local.set $input (i32.add (local.get $input) (local.get $whole)))
      (local.set $phase (i32.add (local.get $phase) (local.get $rest)))
      (if (i32.ge_u (local.get $phase) (local.get $phases)) (then
        (local.set $phase (i32.sub (local.get $phase) (local.get $phases)))
        (local.set $input (i32.add (local.get $input) (i32.const 8)))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br $samples))))

  ;; Writes `count` samples as floats at half the rate. `middles` and `odds` are every second input as doubles; sample 0
  ;; lies at the first middle, between two odd inputs, of which `odds` is the right one. `taps` are `pairs` doubles.
  (func (export "halve") (param $middles i32) (param $odds i32) (param $taps i32) (param $pairs i32)
    (param $out i32) (param $count i32)
    (local $row i32) (local $end i32) (local $right i32) (local $left i32) (local $sums v128) (local $x v128)
    (local.set $end (i32.add (local.get $taps) (i32.shl (local.get $pairs) (i32.const 3))))
    (block $done (loop $samples
      (br_if $done (i32.eqz (local.get $count)))
      (local.set $sums (v128.const i64x2 0 0))
      (local.set $row (local.get $taps))
      (local.set $right (local.get $odds))
      (local.set $left (i32.sub (local.get $odds) (i32.const 16)))
      (loop $products
        (local.set $x (v128.load (local.get $left)))
        (local.set $sums (f64x2.add (local.get $sums) (f64x2.mul (v128.load (local.get $row)) (f64x2.add
          (v128.load (local.get $right))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $x) (local.get $x))))))
        (local.set $right (i32.add (local.get $right) (i32.const 16)))
        (local.set $left (i32.sub (local.get $left) (i32.const 16)))
        (br_if $products (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 16))) (local.get $end))))
      (f32.store (local.get $out) (f32.demote_f64 (f64.add
        (f64.mul (f64.const 0.5) (f64.load (local.get $middles)))
        (f64.add (f64x2.extract_lane 0 (local.get $sums)) (f64x2.extract_lane 1 (local.get $sums))))))
      (local.set $middles (i32.add (local.get $middles) (i32.const 8)))
      (local.set $odds (i32.add (local.get $odds) (i32.const 8)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br $samples)))))
