/** A file with every feature of the format, laid out as Rekordbox does. All names and tracks are made up. */
export const FEATURES = `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.6" Company="AlphaTheta"/>
  <COLLECTION Entries="6">
    <TRACK TrackID="40273143" Name="Baby, Let&apos;s &quot;Trip&quot; &lt;Out&gt; &amp; Away"
           Artist="Künstler 🚀" Composer="" Album="" Grouping="" Genre="Drum &amp; Bass"
           Kind="Mp3-Datei " Size="6872006" TotalTime="284" DiscNumber="0"
           TrackNumber="0" Year="2019" AverageBpm="172.02" DateAdded="2025-10-30"
           BitRate="320" SampleRate="44100" Comments="nice /* Peak / Vocal */"
           PlayCount="3" Rating="255" Location="file://localhost/C:/Music/a%20%26%26amp;%20b%5b1%5d%20#1.mp3"
           Remixer="" Tonality="8A" Label="" Mix="" Colour="0xFF007F">
      <TEMPO Inizio="0.048" Bpm="172.02" Metro="4/4" Battito="3"/>
      <TEMPO Inizio="60.049" Bpm="172.02" Metro="4/4" Battito="1"/>
      <POSITION_MARK Name="Intro" Type="0" Start="0.048" Num="0" Red="40" Green="226"
                     Blue="20"/>
      <POSITION_MARK Name="" Type="0" Start="0.048" Num="-1"/>
      <POSITION_MARK Name="Schleife ü" Type="4" Start="30.500" End="33.290" Num="15"
                     Red="255" Green="140" Blue="0"/>
      <POSITION_MARK Name="" Type="4" Start="60.049" End="61.444" Num="-1"/>
    </TRACK>
    <TRACK TrackID="7" Name="日本語のとても長い曲名です" Artist=""
           Composer="" Album="" Grouping="" Genre="" Kind="WAV File" Size="0"
           TotalTime="0" DiscNumber="0" TrackNumber="0" Year="0" AverageBpm="0.00"
           DateAdded="" BitRate="0" SampleRate="44100" Comments="" PlayCount="0"
           Rating="0" Location="file://localhost/Volumes/DJ%20USB/e%cc%81.wav"
           Remixer="" Tonality="" Label="" Mix=""/>
    <TRACK TrackID="8" Name="" Artist="" Composer="" Album="" Grouping=""
           Genre="" Kind="Unknown Format" Size="0" TotalTime="200" DiscNumber="0"
           TrackNumber="0" Year="0" AverageBpm="120.00" DateAdded="2024-02-04"
           BitRate="0" SampleRate="0" Comments="" PlayCount="0" Rating="51"
           Location="file://localhost/soundcloud:tracks:900261313" Remixer=""
           Tonality="Fm" Label="" Mix=""/>
    <TRACK TrackID="9" Name="stream on macOS" Artist="" Location="file://localhosttidal:tracks:1234"/>
    <TRACK TrackID="10" Name="marks alone" Location="file://localhost/Users/dj/a.mp3">
      <POSITION_MARK Name="in" Type="1" Start="0.000" End="2.000" Num="-1"/>
      <POSITION_MARK Name="out" Type="2" Start="100.000" End="102.000" Num="-1"/>
      <POSITION_MARK Name="load" Type="3" Start="1.000" Num="-1"/>
    </TRACK>
    <TRACK TrackID="11" Name="my tags" Location="file://localhost/Users/dj/b.mp3"
           FromTheFuture="1">
      <MY_TAG>
        <TAG ID="1" Name="Warm-up"/>
        <TAG ID="2" Name="Vocals &amp; more"/>
      </MY_TAG>
      <UNKNOWN A="1">
        <DEEPER B="2"/>
      </UNKNOWN>
    </TRACK>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="4">
      <NODE Name="Empty folder" Type="0" Count="0"/>
      <NODE Name="Same" Type="0" Count="1">
        <NODE Name="2" Type="0" Count="1">
          <NODE Name="3" Type="0" Count="1">
            <NODE Name="4" Type="0" Count="1">
              <NODE Name="5" Type="0" Count="1">
                <NODE Name="6" Type="0" Count="1">
                  <NODE Name="7" Type="0" Count="1">
                    <NODE Name="8" Type="0" Count="1">
                      <NODE Name="Deep" Type="1" KeyType="0" Entries="1">
                        <TRACK Key="7"/>
                      </NODE>
                    </NODE>
                  </NODE>
                </NODE>
              </NODE>
            </NODE>
          </NODE>
        </NODE>
      </NODE>
      <NODE Name="Same" Type="1" KeyType="0" Entries="3">
        <TRACK Key="40273143"/>
        <TRACK Key="7"/>
        <TRACK Key="40273143"/>
      </NODE>
      <NODE Name="By location" Type="1" KeyType="1" Entries="2">
        <TRACK Key="file://localhost/Users/dj/A.mp3"/>
        <TRACK Key="file://localhost/soundcloud:tracks:900261313"/>
      </NODE>
    </NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
`.replaceAll('\n', '\r\n');

/** Collects what an iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
