import type { PointPainter } from './point-painter.ts';

const VERTEX = `#version 300 es
in vec2 place;
in vec4 color;
uniform vec2 middle;
uniform vec2 scale;
uniform float pixels;
out vec4 shade;
void main() {
  gl_Position = vec4((place - middle) * scale, 0.0, 1.0);
  gl_PointSize = pixels + 1.0;
  shade = color;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
in vec4 shade;
uniform float pixels;
out vec4 pixel;
void main() {
  float far = length(gl_PointCoord - 0.5) * (pixels + 1.0);
  float alpha = shade.a * clamp(0.5 * pixels + 0.5 - far, 0.0, 1.0);
  pixel = vec4(shade.rgb * alpha, alpha);
}`;

/** Draws round points with WebGL. The browser may take its context away, and gives it back later. */
export function webGlPainter(gl: WebGL2RenderingContext): PointPainter {
  const program = buildProgram(gl);
  const place = gl.getAttribLocation(program, 'place');
  const color = gl.getAttribLocation(program, 'color');
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  const [middle, scale, size] = [uniform('middle'), uniform('scale'), uniform('pixels')];
  const [places, colors, order] = [gl.createBuffer(), gl.createBuffer(), gl.createBuffer()];
  let count = 0;

  // biome-ignore lint/correctness/useHookAtTopLevel: a command of WebGL
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, places);
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
  gl.bindBuffer(gl.ARRAY_BUFFER, colors);
  gl.enableVertexAttribArray(color);
  gl.vertexAttribPointer(color, 4, gl.UNSIGNED_BYTE, true, 0, 0);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, order);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);

  return {
    setPlaces(values) {
      gl.bindBuffer(gl.ARRAY_BUFFER, places);
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    },
    setColors({ rgba, order: points }) {
      gl.bindBuffer(gl.ARRAY_BUFFER, colors);
      gl.bufferData(gl.ARRAY_BUFFER, rgba, gl.DYNAMIC_DRAW);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, points, gl.DYNAMIC_DRAW);
      count = points.length;
    },
    draw(projection, pixels) {
      const { camera, width, height, scale: unit } = projection;
      const { canvas } = gl;
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform2f(middle, camera.x, camera.y);
      gl.uniform2f(scale, (2 * unit) / width, (2 * unit) / height);
      gl.uniform1f(size, (pixels * canvas.width) / width);
      if (count > 0) gl.drawElements(gl.POINTS, count, gl.UNSIGNED_INT, 0);
    },
    dispose() {
      for (const buffer of [places, colors, order]) gl.deleteBuffer(buffer);
      gl.deleteProgram(program);
    },
  };
}

function buildProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}
