;; Inner loops of the exact engine. A row has little-endian half-precision numbers, padded with zeros to a multiple of
;; 128. All addresses are in bytes. scripts/compile-wat.ts compiles this file into scan-wasm.ts.
(module
  (import "scan" "memory" (memory 1))

  ;; Returns four halves at an address as floats, times 2^-112: moves sign, exponent and fraction to their places in a
  ;; float. The caller corrects the factor, so that subnormals need no special case.
  (func $small4 (param $at i32) (result v128)
    (v128.and
      (i32x4.shl (v128.load16x4_s (local.get $at)) (i32.const 13))
      (v128.const i32x4 0x8fffe000 0x8fffe000 0x8fffe000 0x8fffe000)))

  (func $sum_f32 (param $v v128) (result f32)
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $v)) (f32x4.extract_lane 1 (local.get $v)))
      (f32.add (f32x4.extract_lane 2 (local.get $v)) (f32x4.extract_lane 3 (local.get $v)))))

  ;; out[i] = row i · query, in floats. The query has floats, scaled by 2^112.
  (func (export "dotRows") (param $row i32) (param $count i32) (param $bytes i32) (param $query i32) (param $out i32)
    (local $end i32) (local $q i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $mask v128)
    (local.set $mask (v128.const i32x4 0x8fffe000 0x8fffe000 0x8fffe000 0x8fffe000))
    (block $done (loop $rows
      (br_if $done (i32.eqz (local.get $count)))
      (local.set $a (v128.const i64x2 0 0))
      (local.set $b (v128.const i64x2 0 0))
      (local.set $c (v128.const i64x2 0 0))
      (local.set $d (v128.const i64x2 0 0))
      (local.set $q (local.get $query))
      (local.set $end (i32.add (local.get $row) (local.get $bytes)))
      (loop $elements
        (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load (local.get $q))
          (v128.and (local.get $mask) (i32x4.shl (v128.load16x4_s (local.get $row)) (i32.const 13))))))
        (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load offset=16 (local.get $q))
          (v128.and (local.get $mask) (i32x4.shl (v128.load16x4_s offset=8 (local.get $row)) (i32.const 13))))))
        (local.set $c (f32x4.add (local.get $c) (f32x4.mul (v128.load offset=32 (local.get $q))
          (v128.and (local.get $mask) (i32x4.shl (v128.load16x4_s offset=16 (local.get $row)) (i32.const 13))))))
        (local.set $d (f32x4.add (local.get $d) (f32x4.mul (v128.load offset=48 (local.get $q))
          (v128.and (local.get $mask) (i32x4.shl (v128.load16x4_s offset=24 (local.get $row)) (i32.const 13))))))
        (local.set $q (i32.add (local.get $q) (i32.const 64)))
        (br_if $elements (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 32))) (local.get $end))))
      (f32.store (local.get $out) (call $sum_f32
        (f32x4.add (f32x4.add (local.get $a) (local.get $b)) (f32x4.add (local.get $c) (local.get $d)))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br $rows))))

  ;; Returns row · row.
  (func (export "square") (param $row i32) (param $bytes i32) (result f32)
    (local $end i32) (local $x v128) (local $a v128) (local $b v128) (local $scale v128)
    (local.set $scale (f32x4.splat (f32.const 0x1p112)))
    (local.set $end (i32.add (local.get $row) (local.get $bytes)))
    (loop $elements
      (local.set $x (f32x4.mul (local.get $scale) (call $small4 (local.get $row))))
      (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $x) (local.get $x))))
      (local.set $x (f32x4.mul (local.get $scale) (call $small4 (i32.add (local.get $row) (i32.const 8)))))
      (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $x) (local.get $x))))
      (br_if $elements (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 16))) (local.get $end))))
    (call $sum_f32 (f32x4.add (local.get $a) (local.get $b))))

  ;; Extends the range lows..highs (floats, per element) to include one row times a scale.
  (func (export "widen") (param $row i32) (param $bytes i32) (param $scale f32) (param $lows i32) (param $highs i32)
    (local $end i32) (local $x v128) (local $s v128)
    (local.set $s (f32x4.splat (f32.mul (local.get $scale) (f32.const 0x1p112))))
    (local.set $end (i32.add (local.get $row) (local.get $bytes)))
    (loop $elements
      (local.set $x (f32x4.mul (local.get $s) (call $small4 (local.get $row))))
      (v128.store (local.get $lows) (f32x4.pmin (v128.load (local.get $lows)) (local.get $x)))
      (v128.store (local.get $highs) (f32x4.pmax (v128.load (local.get $highs)) (local.get $x)))
      (local.set $lows (i32.add (local.get $lows) (i32.const 16)))
      (local.set $highs (i32.add (local.get $highs) (i32.const 16)))
      (br_if $elements (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 8))) (local.get $end)))))

  ;; Returns four elements of a row as whole steps above their lows.
  (func $steps4 (param $row i32) (param $scale v128) (param $lows i32) (param $perStep i32) (result v128)
    (i32x4.trunc_sat_f32x4_s (f32x4.nearest (f32x4.mul (v128.load (local.get $perStep))
      (f32x4.sub (f32x4.mul (local.get $scale) (call $small4 (local.get $row))) (v128.load (local.get $lows)))))))

  ;; Returns sixteen elements as above, one byte each.
  (func $steps16 (param $row i32) (param $scale v128) (param $lows i32) (param $perStep i32) (result v128)
    (i8x16.narrow_i16x8_u
      (i16x8.narrow_i32x4_s
        (call $steps4 (local.get $row) (local.get $scale) (local.get $lows) (local.get $perStep))
        (call $steps4 (i32.add (local.get $row) (i32.const 8)) (local.get $scale)
          (i32.add (local.get $lows) (i32.const 16)) (i32.add (local.get $perStep) (i32.const 16))))
      (i16x8.narrow_i32x4_s
        (call $steps4 (i32.add (local.get $row) (i32.const 16)) (local.get $scale)
          (i32.add (local.get $lows) (i32.const 32)) (i32.add (local.get $perStep) (i32.const 32)))
        (call $steps4 (i32.add (local.get $row) (i32.const 24)) (local.get $scale)
          (i32.add (local.get $lows) (i32.const 48)) (i32.add (local.get $perStep) (i32.const 48))))))

  ;; Quantizes a row to four bits per element: the number of steps, 0 to 15, from the low to the element times a scale.
  ;; Of each 32 elements, the first 16 are the low halves of bytes and the others the high halves.
  (func (export "encode") (param $row i32) (param $bytes i32) (param $scale f32)
    (param $lows i32) (param $perStep i32) (param $codes i32)
    (local $end i32) (local $s v128) (local $most v128)
    (local.set $s (f32x4.splat (f32.mul (local.get $scale) (f32.const 0x1p112))))
    (local.set $most (i8x16.splat (i32.const 15)))
    (local.set $end (i32.add (local.get $row) (local.get $bytes)))
    (loop $elements
      (v128.store (local.get $codes) (v128.or
        (i8x16.min_u (local.get $most)
          (call $steps16 (local.get $row) (local.get $s) (local.get $lows) (local.get $perStep)))
        (i8x16.shl (i8x16.min_u (local.get $most)
          (call $steps16 (i32.add (local.get $row) (i32.const 32)) (local.get $s)
            (i32.add (local.get $lows) (i32.const 64)) (i32.add (local.get $perStep) (i32.const 64))))
          (i32.const 4))))
      (local.set $lows (i32.add (local.get $lows) (i32.const 128)))
      (local.set $perStep (i32.add (local.get $perStep) (i32.const 128)))
      (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
      (br_if $elements (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 64))) (local.get $end)))))

  (func $sum_i32 (param $v v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $v)) (i32x4.extract_lane 1 (local.get $v)))
      (i32.add (i32x4.extract_lane 2 (local.get $v)) (i32x4.extract_lane 3 (local.get $v)))))

  ;; Returns codes of one row · query, which has signed bytes. The relaxed product is the same on every machine, because
  ;; codes are below 128 and the sum of two products fits into 16 bits.
  (func $dotCodes (export "dotCodes") (param $codes i32) (param $bytes i32) (param $query i32) (result i32)
    (local $end i32) (local $x v128) (local $a v128) (local $b v128) (local $low v128)
    (local.set $low (i8x16.splat (i32.const 15)))
    (local.set $end (i32.add (local.get $codes) (local.get $bytes)))
    (loop $elements
      (local.set $x (v128.load (local.get $codes)))
      (local.set $a (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load (local.get $query))
        (v128.and (local.get $x) (local.get $low)) (local.get $a)))
      (local.set $b (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=16 (local.get $query))
        (v128.and (i16x8.shr_u (local.get $x) (i32.const 4)) (local.get $low)) (local.get $b)))
      (local.set $x (v128.load offset=16 (local.get $codes)))
      (local.set $a (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=32 (local.get $query))
        (v128.and (local.get $x) (local.get $low)) (local.get $a)))
      (local.set $b (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=48 (local.get $query))
        (v128.and (i16x8.shr_u (local.get $x) (i32.const 4)) (local.get $low)) (local.get $b)))
      (local.set $query (i32.add (local.get $query) (i32.const 64)))
      (br_if $elements (i32.lt_u (local.tee $codes (i32.add (local.get $codes) (i32.const 32))) (local.get $end))))
    (call $sum_i32 (i32x4.add (local.get $a) (local.get $b))))

  ;; Returns the squared norm of one row's codes.
  (func (export "squareCodes") (param $codes i32) (param $bytes i32) (result i32)
    (local $end i32) (local $x v128) (local $y v128) (local $a v128) (local $low v128)
    (local.set $low (i8x16.splat (i32.const 15)))
    (local.set $end (i32.add (local.get $codes) (local.get $bytes)))
    (loop $elements
      (local.set $x (v128.and (v128.load (local.get $codes)) (local.get $low)))
      (local.set $y (v128.and (i16x8.shr_u (v128.load (local.get $codes)) (i32.const 4)) (local.get $low)))
      (local.set $a (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $x) (local.get $x) (local.get $a)))
      (local.set $a (i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $y) (local.get $y) (local.get $a)))
      (br_if $elements (i32.lt_u (local.tee $codes (i32.add (local.get $codes) (i32.const 16))) (local.get $end))))
    (call $sum_i32 (local.get $a)))

  ;; products[i] = codes of row i · query; bounds[i] = products[i] + offset + perMeanProjection * meanProjections[i] +
  ;; perResidualNorm * residualNorms[i]. Returns the largest bound. All but codes and query are floats.
  (func (export "boundCodes") (param $codes i32) (param $count i32) (param $bytes i32) (param $query i32)
    (param $offset f32) (param $meanProjection i32) (param $perMeanProjection f32)
    (param $residualNorm i32) (param $perResidualNorm f32)
    (param $products i32) (param $bounds i32) (result f32)
    (local $greatest f32) (local $value f32) (local $end i32)
    (local $q i32) (local $x v128) (local $a v128) (local $b v128) (local $low v128)
    (local.set $low (i8x16.splat (i32.const 15)))
    (local.set $greatest (f32.const -inf))
    (block $done (loop $rows
      (br_if $done (i32.eqz (local.get $count)))
      (local.set $a (v128.const i64x2 0 0))
      (local.set $b (v128.const i64x2 0 0))
      (local.set $q (local.get $query))
      (local.set $end (i32.add (local.get $codes) (local.get $bytes)))
      (loop $elements
        (local.set $x (v128.load (local.get $codes)))
        (local.set $a (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load (local.get $q))
          (v128.and (local.get $x) (local.get $low)) (local.get $a)))
        (local.set $b (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=16 (local.get $q))
          (v128.and (i16x8.shr_u (local.get $x) (i32.const 4)) (local.get $low)) (local.get $b)))
        (local.set $x (v128.load offset=16 (local.get $codes)))
        (local.set $a (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=32 (local.get $q))
          (v128.and (local.get $x) (local.get $low)) (local.get $a)))
        (local.set $b (i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.load offset=48 (local.get $q))
          (v128.and (i16x8.shr_u (local.get $x) (i32.const 4)) (local.get $low)) (local.get $b)))
        (local.set $q (i32.add (local.get $q) (i32.const 64)))
        (br_if $elements (i32.lt_u (local.tee $codes (i32.add (local.get $codes) (i32.const 32))) (local.get $end))))
      ;; same as sum_i32, without a call
      (local.set $a (i32x4.add (local.get $a) (local.get $b)))
      (local.set $value (f32.convert_i32_s (i32.add
        (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
        (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a))))))
      (f32.store (local.get $products) (local.get $value))
      (local.set $value (f32.add (f32.add (local.get $value) (local.get $offset)) (f32.add
        (f32.mul (local.get $perMeanProjection) (f32.load (local.get $meanProjection)))
        (f32.mul (local.get $perResidualNorm) (f32.load (local.get $residualNorm))))))
      (f32.store (local.get $bounds) (local.get $value))
      (local.set $greatest (select (local.get $value) (local.get $greatest)
        (f32.gt (local.get $value) (local.get $greatest))))
      (local.set $meanProjection (i32.add (local.get $meanProjection) (i32.const 4)))
      (local.set $residualNorm (i32.add (local.get $residualNorm) (i32.const 4)))
      (local.set $products (i32.add (local.get $products) (i32.const 4)))
      (local.set $bounds (i32.add (local.get $bounds) (i32.const 4)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br $rows)))
    (local.get $greatest))

  ;; bounds[i] = products[i] + codes of row i · query, if bounds[i] is at least $least.
  (func (export "settleBounds") (param $codes i32) (param $count i32) (param $bytes i32) (param $query i32)
    (param $products i32) (param $bounds i32) (param $least f32)
    (block $done (loop $rows
      (br_if $done (i32.eqz (local.get $count)))
      (if (f32.ge (f32.load (local.get $bounds)) (local.get $least)) (then
        (f32.store (local.get $bounds) (f32.add (f32.load (local.get $products)) (f32.convert_i32_s
          (call $dotCodes (local.get $codes) (local.get $bytes) (local.get $query)))))))
      (local.set $codes (i32.add (local.get $codes) (local.get $bytes)))
      (local.set $products (i32.add (local.get $products) (i32.const 4)))
      (local.set $bounds (i32.add (local.get $bounds) (i32.const 4)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br $rows)))))
