/**
 * What English posts about trains, maps and the sky are made of; see grammar.ts for how to read it.
 */
export const TRAINS = `
tags = trains | railways | nighttrain | trainspotting | interrail
train = the 5:{min} | the night train | the rail bus | a freight of {n 20 44} wagons
  the branch train
  the sleeper to {town} | the stopping train | a steam special | the replacement bus
  the {n 6 23}:{min}
  the last express of the day
station = {town} | {town} West | {town} Parkway | {town} Harbour | {town} Junction
  platform {n 2 16}
delay = {n 4 140} minutes | one connection | two seasons | exactly one chapter | {N 2 6} crosswords
cause = a swan on the line | {walker} on the line | a stuck door | a missing driver | leaves | a cow
  a signal from {n 1931 1974} | snow in the points | somebody's kite | an honest mistake | sheep
carriage = the dining car | coach {n 2 14} | the quiet carriage | the guard's van
  compartment {n 1 12}
  the bike space | the last carriage
happened
  {train} stood outside {station} for {n 6 80} minutes because of {cause}
  the guard of {train} read us a poem at {station}
  {who} and I shared {carriage} with {N 3 12} accordions
  {train} left {station} {N 2 9} minutes early, empty
  I slept through {station} and woke up in {town}
  someone in {carriage} was knitting in time with the rails
  the buffet of {train} had run out of everything but {food}
  {train} crossed {town} at walking pace and everybody waved
  the announcement at {station} apologised for {cause} in {N 2 5} languages
  the trolley came through {carriage} and knew my name
food = mustard | ice | one banana | tomato soup | tea without water | very small cakes | napkins
doing
  waiting for {train} at {station}
  reading a timetable from {n 1908 1989}
  counting wagons at {station}
  changing at {station} with {N 2 5} minutes to spare
  drawing {carriage} from memory
  looking for the seat that faces backwards in {carriage}
fact
  {train} has run since {n 1871 1994} and never been full
  {station} has {N 2 9} clocks and they disagree
  {carriage} was built in {town} and restored by volunteers
  a train of {n 20 44} wagons needs {n 700 1500} metres to stop
  {cause} counts as force majeure at {station}
  the best seat in {carriage} is the one over the wheels
item
  {train}, {delay} late
  a stamped ticket for {town}
  one window seat in {carriage}
  {cause}, {clock}
  a sandwich from {station}
  {N 2 9} tunnels before {town}
say
  {^train} is late by {delay}, and the light on the platform makes up for most of it.
  Dear {station}: the bench is fine, it is the {n 2 40} pigeons.
  {^carriage} smells of oranges, diesel and somebody's {n 1 4}-day-old newspaper.
  Changed at {station}, changed at {town}, changed my mind at {town}.
  A child in {carriage} is explaining {cause} to the guard.
  {n 3 19} hours, {N 2 6} trains, {N 2 4} kind strangers, {delay} lost.
  From {train} I have just seen {walker} and a heron, in that order.
  The window of {carriage} is a film about {town} and nothing happens in it, beautifully.
  At {station} they still hang the departures by hand, {n 8 40} enamel signs.
  We are being held because of {cause}; the whole of {carriage} is discussing soup.
  I know {station} only at {n 1 5}:{min} in the morning and like it best that way.
ask
  Who has taken {train} past {station} in {month}, and which side has the view?
  Is there anything to eat at {station} after {clock}?
  What is the longest that {cause} has kept you at {station}?
poll = {n 19 23}:{min} at {station}. What now? / wait / hitch / {walker} knows a way / live here
title = The line to {town} reopens after {n 19 70} years
  {n 2 9} nights on {train}
  How {town} kept its station
  The woman who winds the clocks of {station}
`;
export const MAPS = `
tags = maps | oldmaps | cartography | history | localhistory
mapthing = parish map | tithe map | sea chart | town plan | route map | fire insurance plan
  globe gore
  estate map | school wall map | river survey | tram map | county map | moon map
feature = a mill | a gallows | {N 2 7} wells | a ferry | a lake that is a car park now
  a pest house
  a wood called {woodname} | an island that is not there | a bridge nobody built | the old shoreline
  a racecourse | a row of elms, each drawn | a brickworks | a hill called {woodname}
woodname = Nothing | Cold Comfort | Labour in Vain | Sevenpenny | Bishop's Elbow | Quarrelsome
  Sorrow
  World's End | Idle | Little Purgatory | Nobody's | Tuesday
maker = a vicar | two sisters | a surveyor who hated {town} | somebody's apprentice
  a drunk engineer
  a lady with a theodolite | {name} {lastname} | the drainage board | schoolchildren
lastname = Coldwater | Inkpen | Saltash | Quennell | Tidewell | Mossop | Hobday | Fallowell
happened
  a {mapthing} of {n 1690 1930} showed {feature} where I live
  I found {feature} on {a mapthing} of {town}
  the archive let me unroll {a mapthing}, {n 2 6} metres long
  {maker} had drawn {feature} in the margin of {a mapthing}
  I walked {n 4 30} kilometres to find {feature}
  the scale bar of {a mapthing} turned out to be in "{unit}"
  {who} bought {a mapthing} for {n 2 40} euros, fold and all
  the blot on {a mapthing} had been a village for {n 60 200} years
unit = ropes | hours on foot | Harrowmere miles | pipes smoked | cow pastures | paces of a short man
doing
  georeferencing {a mapthing} from {n 1740 1910}
  looking for {feature} in the rain
  tracing {a mapthing} on the kitchen window
  comparing {N 2 6} surveys of {town}
  transcribing {n 40 600} field names
  arguing about {feature} with {maker}
fact
  {town} had {feature} until {n 1790 1955}
  {maker} drew {a mapthing} of {town} without leaving the inn
  the wood called {woodname} is a roundabout today
  a {mapthing} lies most where it is prettiest
  the path to {feature} is still a right of way
item
  a {mapthing}, {n 1702 1931}
  {feature}
  the field name "{woodname}"
  {N 2 9} place names that mean mud
  a coffee ring on {a mapthing}
  one sea monster, {mood}
say
  On {a mapthing} of {n 1690 1935}, {town} is a smudge and {feature} has a whole cartouche.
  A field near {town} is called {woodname}, and having walked it I understand.
  Drawn by {maker} in {n 1720 1900}: {feature}, and north is somewhere to the left.
  The {mapthing} is wrong in {N 3 19} places and I love it in all of them.
  Somebody rubbed out {feature}, but you can see it if you tilt the {mapthing}.
  I can lose {n 2 6} hours in {a mapthing} and come back with mud on my shoes.
  There are {n 3 40} streams under {town}, says the {mapthing}; {who} has one in the cellar.
  Place name of {weekday}: {woodname} Bottom, pop. {n 0 90}.
  Paper remembers {feature} long after {town} has agreed to forget it.
  {^maker} signed this {mapthing} under the fold, where only I and the mice have looked.
ask
  Does anybody know why {town} has {a woodname} Lane?
  What is {feature} doing on {a mapthing} of {n 1750 1910}?
  Which unit could "{unit}" have been in {n 1700 1880}?
poll = What became of {feature}? / car park / still there / drowned / never was
title = The {mapthing} that started a quarrel in {town}
  Walking to {woodname}: {n 9 60} lost names of {town}
  How {maker} measured a county on foot
`;
export const ASTRONOMY = `
tags = astronomy | nightsky | astrophotography | stargazing | space
object = Saturn | Jupiter | the Pleiades | M{n 3 103} | the Orion nebula | a thin Moon | Albireo
  the Andromeda galaxy | Mars | comet {letter}/{n 2019 2026} | the Double Cluster | Venus | Vega
  the Ring nebula | the Milky Way | a very bright satellite | NGC {n 200 7400}
letter = C | P | A | D
scope = the {n 80 300} mm Dobsonian | {who}'s binoculars | the school refractor | a cardboard tube
  the club telescope | my phone on a fence post | the old brass telescope
nuisance = cloud | a street lamp | {walker} with torches | dew | the neighbour's trampoline lights
  a hedgehog | the Moon itself | my own breath | a football match in {town}
happened
  {object} stood over {town} for {N 3 40} minutes before {nuisance} came
  I showed {object} to {who} through {scope}
  {nuisance} got in the way of {object} for {N 3 40} minutes
  a fireball went over {town} at {clock} and {walker} cheered
  {scope} fogged up at {object}
  {who} saw {object} for the first time and said a bad word
  I stacked {n 40 900} frames of {object} and got a grey smear
  the eyepiece rolled under the car
doing
  polar-aligning {scope} with cold fingers
  waiting for {nuisance} to move on
  hopping from {object} to {object} with a paper chart
  drawing {object} by red light
  explaining {object} to {who}
  counting meteors: {n 3 61} by {clock}
fact
  the light of {object} left before {town} had a name
  {object} is best seen by looking beside it
  a telescope of {n 80 300} mm shows more than anybody saw before {n 1700 1850}
  {object} sets behind the {shop} at {clock}
  dew is the natural enemy of {scope}
item
  {object}, {n 40 260}×
  {n 3 61} meteors
  {nuisance}
  {N 2 6} layers of wool
  a sketch of {object}
  tea at minus {n 2 14}
say
  {^object} at {n 40 260} times, steady as a coin at the bottom of a well.
  Clear at {clock}, cloudy at {clock}, such is {month}.
  {^scope} and {n 2 5} hours of {object}; my feet are a rumour.
  If you are up: {object}, {n 8 60} degrees above the {shop}, worth the cold.
  {^who} asked what {object} is for, and I had no answer I liked.
  There were {n 3 30} of us on the hill, whispering, as if {object} might hear.
  {n 15 240} seconds at ISO {n 800 6400}, {object} and a fox on the meadow.
  Tonight's forecast for {town}: {nuisance}, then {object}, then {nuisance}.
  I keep a notebook of everything that hid {object}; tonight: {nuisance}.
  Seeing {n 2 5} out of five, {object} swimming like a fish in a stream.
ask
  What would you show {who} first, {object} or {object}?
  Did anybody else see {object} next to a fast light over {town} at {clock}?
  How do you keep dew off {scope}?
poll = Clear until {n 22 23}:{min}. Where to point {scope}? / {object} / {object} / {object} / bed
title = The town of {town} switches off {n 200 2900} lamps
  {n 20 60} winters of {object}
  Building {scope} from a drainpipe
`;
