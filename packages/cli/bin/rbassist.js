#!/usr/bin/env node
// a file that exists before the build, so that npm can link it while it installs a copy of the repository
import '../dist/main.js';
