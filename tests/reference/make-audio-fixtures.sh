#!/bin/sh
# Makes tests/fixtures/audio, tests/fixtures/beat and tests/fixtures/click. Needs ffmpeg with libmp3lame, libvorbis and
# libopus, lame 3.100, and this repository's packages. The sound is a formula: two chirps and a click. packages/audio/src/test-support.ts also has it.
set -eu
cd "$(dirname "$0")/../fixtures/audio"
rm -f ./*.*

left='0.4*sin(2*PI*(200*t+300*t*t))+gte(t,1)*0.4*sin(2*PI*3000*(t-1))*exp(-60*(t-1))'
right='0.3*sin(2*PI*(500*t+100*t*t))'
encode() { ffmpeg -nostdin -v error -f lavfi "$@"; }
stereo() { encode -i "aevalsrc=exprs='$left|$right':s=44100:d=2.5" -fflags +bitexact -flags:a +bitexact "$@"; }
# shorter and at a lower rate, for formats that do not compress
mono() { encode -i "aevalsrc=exprs='$left':s=11025:d=1.25" -fflags +bitexact -flags:a +bitexact "$@"; }

stereo -c:a libmp3lame -b:a 96k cbr.mp3
stereo -c:a libmp3lame -q:a 5 vbr.mp3
stereo -c:a libmp3lame -b:a 96k -write_xing 0 -id3v2_version 0 no-xing.mp3
stereo -c:a libmp3lame -b:a 48k -ac 1 mono.mp3
stereo -c:a libvorbis -q:a 3 vorbis.ogg
stereo -c:a libopus -b:a 64k opus.opus
stereo -c:a aac -b:a 96k aac.m4a
stereo -c:a aac -b:a 96k adts.aac
stereo -c:a wmav2 -b:a 96k wma.wma
mono -c:a flac flac.flac
mono -c:a flac -f ogg flac.ogg
mono -c:a alac alac.m4a
mono -c:a pcm_s16be plain.aiff
mono -c:a pcm_s16le -f aiff sowt.aifc
mono -t 1.2 -c:a pcm_s24le extensible-24.wav
mono -c:a pcm_s16le -metadata title='Für Élise' -metadata artist='Björk' info.wav
mono -c:a adpcm_ms adpcm.wav
mono -c:a libmp3lame -b:a 32k -metadata title='Nachtfahrt' -metadata artist='Zoë' -metadata TBPM=127.5 -metadata TKEY=Am \
  -metadata album='Autobahn' -metadata genre=Techno -metadata date=2021 tagged.mp3
mono -c:a flac -metadata title='Nachtfahrt' -metadata artist='Zoë' -metadata INITIALKEY=8A -metadata TEMPO=127.5 tagged.flac
mono -c:a libvorbis -metadata title='Nachtfahrt' -metadata artist='Zoë' -metadata INITIALKEY=8A -metadata BPM=127.5 tagged.ogg
mono -c:a aac -b:a 32k -metadata title='Nachtfahrt' -metadata artist='Zoë' tagged.m4a
node --input-type=module -e "
  import { File } from 'node-taglib-sharp';
  const file = File.createFromPath('tagged.m4a');
  file.tag.initialKey = '8A';
  file.tag.beatsPerMinute = 127;
  file.save();
  file.dispose();
"
cp flac.flac flac-inside.mp3

# kicks on every beat at 125 BPM from 0.3 s, to test that an encoder's delay does not shift the grid; same values as in
# tests/beat-grid.test.ts
mkdir -p ../beat
cd ../beat
rm -f ./*.*
since='mod(t-0.3,0.48)'
kick="gte(t,0.3)*0.8*exp(-14*$since)*sin(2*PI*(55*$since+4*(1-exp(-40*$since))))"
beat() { encode -i "aevalsrc=exprs='$kick':s=44100:d=12" -fflags +bitexact -flags:a +bitexact "$@"; }
beat -c:a libmp3lame -b:a 24k mp3.mp3
beat -c:a aac -b:a 24k aac.m4a
beat -c:a libopus -b:a 16k opus.opus
beat -c:a libvorbis -q:a 0 vorbis.ogg

# a click at 0.25 s with the tag of each encoder, to test the times of DJ programs; same formula as in tests/support/click.ts
mkdir -p ../click
cd ../click
rm -f ./*.*
click='gte(t,0.25)*0.8*exp(-250*(t-0.25))*sin(2*PI*2000*(t-0.25))'
wav() { encode -i "aevalsrc=exprs='$click':s=$1:d=0.5" -ac "$2" -fflags +bitexact -flags:a +bitexact -y "$3"; }
wav 44100 2 44100.wav
wav 48000 1 48000.wav
wav 22050 1 22050.wav
for rate in 44100 48000 22050; do
  lame --quiet --noreplaygain -b 128 "$rate.wav" "lame-$rate.mp3"
  ffmpeg -nostdin -v error -i "$rate.wav" -c:a libmp3lame -b:a 64k -fflags +bitexact -flags:a +bitexact "lavc-$rate.mp3"
  ffmpeg -nostdin -v error -i "$rate.wav" -c:a aac -b:a 48k -fflags +bitexact -flags:a +bitexact "aac-$rate.m4a"
done
rm -f ./*.wav

cd ..
find . -size +40k -exec echo 'larger than 40 KB:' {} \;
