# Every sentence the bot says in English. Change the words freely; keep what stands in { braces }.
# DISTANCE, DURATION, PACE, DAY, CLOCK, WEEKDAYS and NUMBER write a value the way the runner reads it.
# A line that holds nothing but an empty part disappears.

nothing = {""}

## Onboarding

enrol-hello =
    👋 { $name ->
        [nobody] Hi!
       *[other] Hi { $name }!
    } I am Retro Coach. I coach running and walking <b>backward</b>: a plan, reminders, a log you keep by writing a sentence, and answers with their sources.

    A few short questions, then you have a plan. Tap or type, as you like.
enrol-hello-plan =
    👋 Welcome! You picked <b>{ $title }</b>. First a word about safety, then it is yours.
enrol-age =
    <b>How old are you?</b>
    Tap a range or type your age. It decides which plans are safe to offer.
enrol-age-under13 = Under 13
enrol-age-13to15 = 13 to 15
enrol-age-16to59 = 16 to 59
enrol-age-60to69 = 60 to 69
enrol-age-70plus = 70 or older
enrol-hint-age = I need your age as a number, like 34, or one of the buttons.

enrol-health =
    <b>Safety check. Does any of this fit you?</b>

    ❤️ <b>Heart and more</b>: a heart condition, chest pain in the last month or when you exercise, blackouts or dizzy spells, tablets for heart or blood pressure, or a doctor who told you to exercise only under supervision
    ⚖️ <b>Balance, nerves, bones</b>: vertigo, a fall in the last 12 months, numb feet, poor sight, Parkinson's, a stroke, osteoporosis, blood thinners, leg or back surgery in the last 6 months, concussion in the last 4 weeks
    🤰 <b>Pregnant</b>
    🦵 <b>Injured now</b>: knee, Achilles, cruciate ligament or hamstring, or another bone or joint problem that exercise could make worse

    Tap all that fit, then Continue. If nothing fits, tap “None of these”.
enrol-health-heart = ❤️ Heart and more
enrol-health-heart-chosen = ✅ Heart and more
enrol-health-balance = ⚖️ Balance, nerves, bones
enrol-health-balance-chosen = ✅ Balance, nerves, bones
enrol-health-pregnant = 🤰 Pregnant
enrol-health-pregnant-chosen = ✅ Pregnant
enrol-health-injury = 🦵 Injured now
enrol-health-injury-chosen = ✅ Injured now
enrol-health-none = None of these
enrol-health-continue = Continue
enrol-hint-health = Please tap what fits you, or type “none” if nothing in the list does.

enrol-clearance =
    <b>Has a doctor or physiotherapist who knows about this said that backward walking is fine for you?</b>
    I ask because of:
    { $why }
enrol-clearance-yes = Yes, I am cleared
enrol-clearance-no = Not yet
enrol-why-heart = • your heart and circulation: a doctor should look before you start anything new
enrol-why-balance = • balance, nerves or bones: you can't see what is behind you, so a fall is the main risk
enrol-why-injury = • your injury: backward walking can be part of rehab, but your clinician sets the dose
enrol-why-age70 = • your age: from 70 on we ask everybody, to be on the safe side
enrol-why-plan = • the plan itself: it is meant to be done with a clinician's word
enrol-hint-clearance = Please answer “yes” if a clinician has cleared you, or “not yet”.

enrol-experience = <b>How much have you done backward so far?</b>
enrol-experience-new = New to it
enrol-experience-walks = I can walk backward for 10 minutes
enrol-experience-runs = I run backward already
enrol-hint-experience = New to it, walking 10 minutes backward, or running backward already? Tap one, or type “new”, “walk” or “run”.

enrol-goal =
    <b>What would you like to reach?</b>
    If you don't mind, I choose what fits best.
enrol-goal-any = You choose for me
enrol-hint-goal = Tap one of the goals, or “You choose for me”.

enrol-days =
    <b>On which days do you want to train?</b>
    { NUMBER($count) } sessions a week, with a day between them. Tap a set or type your own, like “Tue, Thu, Sun”.
enrol-days-suggested = { WEEKDAYS($days) } (suggested)
enrol-days-choice = { WEEKDAYS($days) }
enrol-hint-days = Please name weekdays, like “Mon, Wed and Fri”.

enrol-place-share = 📍 Where do you run? I need your time zone so that reminders come at the right local time. You can share your location with the key below …
enrol-place = … or tap a city, or type yours (a time zone like Europe/Lisbon works too).
enrol-place-choice = { $name }, { $country } ({ $zone })
enrol-place-which = There is more than one { $place }. Which one?
enrol-place-found = 📍 { $place } ({ $zone }): it is { CLOCK($minute) } there now.
enrol-hint-place = I could not find that place. Try a larger town nearby, or a time zone like Europe/Lisbon.
button-share-place = 📍 Share my location

enrol-time =
    <b>When shall I remind you on training days?</b>
    Tap a time or type one, like “6:45” or “7pm”.
enrol-time-choice = { CLOCK($minute) }
enrol-time-none = No reminder
enrol-hint-time = I need a time of day with morning or evening, like “7am”, “18:30” or “no reminder”.

enrol-proposal =
    <b>{ $title }</b>, { NUMBER($weeks) } weeks
    { $summary }

    <b>Why this one:</b> { $reason }

    <b>For you, if:</b>
    { $needs }

    📅 { WEEKDAYS($days) }
    { $reminder }
    📍 { $place }
    📏 { $units ->
        [imperial] miles
       *[metric] kilometres
    }
enrol-need = • { $text }
enrol-reminder-at = ⏰ { CLOCK($minute) } on training days
enrol-reminder-none = ⏰ no reminder
enrol-because-chosen = it is the one you picked, and your safety answers allow it.
enrol-because-chosen-but-walk-first = you picked { $wanted }. Everybody first learns to walk backward for ten minutes; this plan gets you there, and { $wanted } comes next.
enrol-because-knee = with an injury now, only the walking plan for knees fits, at the dose your clinician agrees to.
enrol-because-older = from 60 on we start with short, supported backward walking: balance first.
enrol-because-balance = with balance, nerves or bones in question it is walking only, with somebody beside you.
enrol-because-walk-first = you are new to it, and ten relaxed minutes of backward walking come before the first jog.
enrol-because-goal = it leads straight to your goal from where you are.
enrol-because-first-run-first = you can walk backward already; the first kilometre comes before { $wanted }.
enrol-because-not-open = with your safety answers { $wanted } is not open to you at present; this one is.
enrol-because-age60 = from 60 on I offer walking only, unless you run backward already and a clinician agrees.
enrol-because-next-step = it is the next step from where you are.
enrol-because-only-one = with your safety answers it is the plan that is open to you.
enrol-accept = ✅ Start this plan
enrol-change-days = Change days
enrol-change-time = Change reminder
enrol-change-goal = Another plan
enrol-use-metric = Use kilometres
enrol-use-imperial = Use miles
enrol-hint-proposal = Tap “Start this plan” or type “yes”. The other buttons change something first.
enrol-accepted = 🎉 You are in: <b>{ $title }</b>. Week 1 begins on { DAY($day) }. When you have trained, tell me in your own words, or tap Done.
enrol-no-plan-fits = With your answers I have no plan that I would call safe. I still answer questions and keep your log.
enrol-no-such-plan =
    I don't know a plan called “{ $plan }”. I have:
    { $plans }
enrol-plan-line = • { $title } (/start { $id })
enrol-closed-pregnant =
    I don't give retro plans in pregnancy: balance shifts, a backward fall is a real risk, and there is no study on it. Forward walking is a good choice for most; please talk it over with your midwife or doctor.

    You can still ask me questions and keep a log here.
enrol-closed-child = For children under 13 I have no plan. Playing backward on grass, short and with an adult, is fine; a training plan is not.
enrol-closed-teen = Between 13 and 15 backward training belongs in team practice with a coach present, at most twice a week. I have no plan to train alone with. You can still ask me anything.
enrol-closed-clearance =
    Then please ask first, because of:
    { $why }

    Good to ask: “May I walk backward on flat ground for a few minutes, three times a week?” Until then I answer questions and keep your log. Come back when you have the answer:
enrol-cleared-now = I am cleared now
enrol-welcome-back =
    Welcome back{ $name ->
        [nobody] {""}
       *[other] , { $name }
    }! Your plan is <b>{ $title }</b>.
enrol-not-logged = (I have not logged that yet: let us finish the questions first, then send it again.)
start-first = We have not set you up yet, so I have not logged or changed anything. It takes less than a minute:

## Days and amounts

day-today = today
day-yesterday = yesterday
day-on = { DAY($day) }
amount-metres = { DISTANCE($metres) } backward
amount-seconds = { DURATION($seconds) } backward
effort-one = effort { NUMBER($low) }
effort-range = effort { NUMBER($low) }–{ NUMBER($high) }

## A workout

workout-today =
    <b>Today: { $title }</b>
    { $plan }, week { NUMBER($week) } of { NUMBER($weeks) }, session { NUMBER($number) }
    { $eased }
    { $moved }

    { $lines }
workout-on =
    <b>{ DAY($day) }: { $title }</b>
    { $plan }, week { NUMBER($week) } of { NUMBER($weeks) }, session { NUMBER($number) }
    { $eased }
    { $moved }

    { $lines }
workout-eased = 🪶 Made easier: half the work, one point lighter.
workout-moved = ↪️ Moved here from { DAY($day) }.
workout-warm-up =
    <b>Warm-up</b>
    { $blocks }
workout-main =
    {""}
    <b>Main set</b>
    { $blocks }
workout-cool-down =
    {""}
    <b>Cool-down</b>
    { $blocks }
workout-totals =
    {""}
    ⏱ about { DURATION($seconds, to: "minute") } in all, { $backward }
workout-cue = 🛟 { $cue }
workout-block = • { NUMBER($repeat) } × { $piece }{ $recovery }, { $effort }{ $note }
workout-block-once = • { $piece }{ $recovery }, { $effort }{ $note }
workout-recovery = {""}, { $piece } between
workout-note = {" "}({ $note })
workout-piece-metres = { DISTANCE($metres) } { $mode ->
    [backward_run] backward jog
    [backward_walk] backward walk
    [forward_run] forward jog
    [forward_walk] forward walk
    [mixed] mixed
    [drill] drill
   *[other] rest
 }
workout-piece-seconds = { DURATION($seconds) } { $mode ->
    [backward_run] backward jog
    [backward_walk] backward walk
    [forward_run] forward jog
    [forward_walk] forward walk
    [mixed] mixed
    [drill] drill
   *[other] rest
 }
button-done = ✅ Done
button-easier = 🪶 Easier
button-move = ↪️ Move
button-skip = ⏭ Skip
button-snooze = 😴 Snooze 30 min
button-today = Today
button-week = This week
button-progress = My progress
button-topics = Ask me something
button-start-over = Start over
button-choose-plan = Choose a plan
button-undo = ↩️ Undo

today-no-plan = You have no plan at present. Shall we choose one?
today-rest =
    <b>Rest day.</b> Rest is part of the plan: calves and shins need the time.
    { $then }
day-rest =
    { DAY($day) } is a rest day.
    { $then }
today-done =
    ✅ Done for today. Well done!
    { $then }
day-done =
    ✅ { DAY($day) } is done.
    { $then }
today-skipped =
    You skipped today's session.
    { $then }
day-skipped =
    You skipped the session of { DAY($day) }.
    { $then }
today-next = Next: { DAY($day) }, { $title } ({ $amount }).
today-then = Next: { DAY($day) }.
today-nothing-more = No further session is planned.
missed-weeks =
    👋 Good to see you. { $weeks ->
        [one] Last week
       *[other] The last { NUMBER($weeks) } weeks
    } went by without a session. Calves and balance forget quickly, so I would do <b>week { NUMBER($week) }</b> of your plan now and go on from there.

    Which do you prefer? Then I show you the session.
missed-again = ↩️ Your plan goes on with week { NUMBER($week) }. What you did before it stays done.
missed-onward = ▶️ As planned, then. Take it easy, and tap Easier if it feels like too much.
button-again = Do week { NUMBER($week) } now
button-onward = Go on as planned
today-first =
    Your first session:
    { $then }
today-finished = 🏁 You have finished this plan. Ready for the next one?

week =
    <b>{ $plan }</b>: { DAY($from) } to { DAY($to) }
    { $lines }
week-rest = { $now ->
    [yes] <b>{ DAY($day) }</b> · rest (today)
   *[no] { DAY($day) } · rest
 }
week-workout = { $state ->
    [done] ✅
    [skipped] ⏭
    [missed] ▫️
   *[open] 🔹
 } { $now ->
    [yes] <b>{ DAY($day) }</b>
   *[no] { DAY($day) }
 } · { $title } ({ $amount }){ $state ->
    [missed] , missed
    [skipped] , skipped
   *[other] {""}
 }
plan =
    <b>{ $title }</b>
    { $summary }
    🎯 { $goal }
    { NUMBER($done) } of { NUMBER($all) } sessions done.

    { $lines }
plan-week = Week { NUMBER($week) }: { NUMBER($sessions) } × { $amount }{ $lighter ->
    [yes] {" "}(lighter week)
   *[no] {""}
 }

easier-done = 🪶 Made easier. Good call: an easy session beats a missed one.
easier-already = It is the easier one already.
skip-done =
    ⏭ Skipped: { $title } on { DAY($day) }. No harm done; the plan goes on.
    { $then }
skip-already = It is skipped already.
skip-nothing =
    There is no session on { DAY($day) }, so there is nothing to skip.
    { $then }
skip-is-done = The session of { DAY($day) } is in the log already. If that is wrong, /undo takes it back.
skip-is-skipped = The session of { DAY($day) } is skipped already.
move-ask = Where shall I move “{ $title }” of { DAY($day) }? Tap a free day or type one.
move-past = That day is over. Which coming day?
move-taken = { DAY($day) } has a session already, and two on one day are too much. Which other day?
move-same = It is on { DAY($day) } already.
move-nothing = There is no coming session to move.
move-none-on =
    There is no open session on { DAY($day) }, so I moved nothing. Which one do you mean?
    { $then }
move-far = That is more than two weeks away, which is another part of the plan. Which day before then?
skip-which = Which one do you want to skip?
move-done =
    ↪️ Moved: { $title }, from { DAY($from) } to { DAY($to) }.
    { $close }
move-close = ⚠️ That is the day next to another session. Calves like 48 hours between; take it easy, or tap Easier.
snooze-done = 😴 I will remind you again at { CLOCK($minute) }.
snooze-past = That moment is over. Try “in 30 minutes” or a time.
snooze-tomorrow = That would be tomorrow, and this session belongs to today. Move it if you like: “move it to tomorrow”.

## The log

session-line = • { $mode ->
    [backward_run] Backward run
    [backward_walk] Backward walk
    [forward_run] Forward run
    [forward_walk] Forward walk
    [mixed] Mixed run
    [drill] Drills
    [other] Other training
   *[unknown] Session
 }{ $distance }{ $duration }{ $pace } · { $day }{ $rpe }{ $pain }
part-distance = {" "}· { DISTANCE($metres) }
part-duration = {" "}· { DURATION($seconds) }
part-pace = {" "}· { PACE($pace) }
part-rpe = {" "}· effort { NUMBER($rpe) }
part-pain = {" "}· 🩹 { $pains }
pain-words = { $side ->
    [left] left{" "}
    [right] right{" "}
   *[none] {""}
 }{ $side ->
    [both] { $site ->
        [calf] both calves
        [foot] both feet
        [achilles] both Achilles tendons
        [lower_back] lower back
        [other] both sides
       *[site] both { $site }s
     }
   *[one] { $site ->
        [achilles] Achilles tendon
        [lower_back] lower back
        [it_band] IT band
        [other] pain
       *[site] { $site }
     }
 }{ $severity ->
    [mild] {" "}(mild)
    [moderate] {" "}(moderate)
    [severe] {" "}(severe)
   *[none] {""}
 }
log-saved =
    <b>Logged:</b>
    { $lines }
    { $ticked }
log-rated =
    <b>Logged:</b>
    { $lines }
done-saved =
    <b>Logged as planned:</b>
    { $lines }
    { $ticked }
log-ticked = ✅ That ticks off the planned session. { $then }
done-already = This session is in the log already.
done-already-say = The session of { DAY($day) } is in the log already. Something more? Write what you did, like “1 km backward in 8 min”.
log-so-far =
    I understood:
    { $lines }
log-ask-unit =
    { $so_far }
    <b>{ NUMBER($number) } what?</b> I don't want to guess.
log-ask-distance =
    { $so_far }
    <b>How far or how long was it?</b> For example “1.2 km”, “15 min” or both.
log-ask-duration =
    { $so_far }
    <b>How long did it take?</b> For example “12:30 min” or “1 h 10”.
log-ask-mode =
    { $so_far }
    <b>What was it?</b>
log-ask-date =
    { $so_far }
    <b>Which day was it?</b>
log-ask-rpe =
    { $so_far }
    <b>How hard was it, from 1 (very easy) to 10 (all out)?</b>
log-ask-intent =
    { $so_far }
    <b>Shall I log it?</b>
log-ask-correct =
    { $so_far }
    <b>Shall I change it so?</b>
log-ask-target =
    { $so_far }
    <b>Which one do you mean?</b>
log-ask-time =
    { $so_far }
    <b>At what time?</b>
log-ask-days =
    { $so_far }
    <b>On which days?</b>
log-twice =
    You logged just the same a moment ago:
    { $lines }
    <b>Was it a second one?</b>
log-dropped = Fine, I have not logged it.
log-no-place = I count your days in UTC as long as I don't know where you are.
log-left-out = (The earlier message that I asked about is <b>not</b> logged.)
log-how = Just write what you did: “2 km backward in 16 min”, “walked backward 10 min, rpe 3, left knee a bit sore”, “yesterday 1.5k retro 12:30”, or “done” for the planned session.
unit-km = { NUMBER($number) } km
unit-miles = { NUMBER($number) } miles
unit-metres = { NUMBER($number) } metres
unit-yards = { NUMBER($number) } yards
unit-minutes = { NUMBER($number) } minutes
button-mode = { $mode ->
    [backward_run] Backward run
    [backward_walk] Backward walk
    [forward_run] Forward run
    [forward_walk] Forward walk
   *[other] Something else
 }
button-day = { DAY($day) }
button-no-rpe = Leave it out
button-no-amount = Log it without an amount
button-planned-metres = As planned: { DISTANCE($metres) }
button-planned-seconds = As planned: { DURATION($seconds) }
button-log-it = Yes, log it
button-do-not-log = Don't log it
button-rpe-3 = 🙂 Easy
button-rpe-5 = 😐 Moderate
button-rpe-7 = 😮‍💨 Hard
button-hurts = 🩹 Something hurts
button-history = My log
button-export = Export everything
button-session = { $line }
button-site = { $site ->
    [calf] Calf
    [shin] Shin
    [knee] Knee
    [achilles] Achilles
    [ankle] Ankle
    [lower_back] Lower back
   *[other] { $site }
 }
rpe-noted = Effort { NUMBER($rpe) } noted.
same-nothing = There is no earlier session to repeat. Write what you did, like “1 km backward in 8 min”.
correct-nothing = There is nothing in the log that I could correct. Reply to a “Logged” message, or write the session anew.
correct-which = Which of them do you mean?
correct-what =
    What is wrong with it?
    { $line }
button-fix-distance = The distance
button-fix-duration = The time
button-fix-date = The day
button-fix-mode = The kind
button-fix-undo = Take it back
button-change-it = Yes, change it
button-leave-it = Leave it as it is
correct-saved =
    <b>Corrected:</b>
    { $line }
correct-kept = Fine, I left it as it is.
edit-saved =
    <b>You edited your message, so I corrected the log:</b>
    { $lines }
edit-kept =
    You edited your message, but I can't read a certain session in it now. The log still says:
    { $lines }
    To change it, write for example “no, 3 km”; /undo takes it back.
undo-done =
    ↩️ Taken back: { $what }
    { $lines }
undo-log = the logged session.
undo-correct = the correction. Before it the log said something else, and it does so again.
undo-skip = the skip. The session is open again.
undo-move = the move. The session is back on its day.
undo-easier = the easier version. The session is as planned again.
undo-snooze = the snooze.
undo-reminder = the change of the reminder.
undo-units = the change of units.
undo-name = the change of your name.
undo-goal = the note of your goal.
undo-repeat = the repeated week.
undo-again = the repeated weeks. The plan stands where it stood.
undo-place = the change of place. Reminders follow the earlier time zone again.
undo-days = the change of training days.
undo-nothing = There is nothing to take back.
undo-gone = That has been taken back already, or is no longer there.
undo-crowded = I can't take that back now: two sessions would fall on one day. Move the other one first.
undo-hold-stays = The entry is gone, but your plan stays on hold because of the pain you told me about. If that was a mistake, or it is settled:

## Pain and safety

pain-where = Where does it hurt, and how much from 0 to 10? For example “left knee 3/10”.
pain-noted =
    🩹 Noted:
    { $line }
pain-how-bad = <b>How bad is it: { $pain }, from 1 (hardly there) to 10 (the worst)?</b> It decides how we go on.
pain-green = Up to 3 of 10 and gone by tomorrow morning is fine: { $pain }. We go on as planned. If it is still there tomorrow, tell me.
pain-amber = 4 or 5 of 10 means no increase: { $pain }. I repeat this week of your plan instead of the next one. If it gets worse, or you limp, stop and let somebody look at it.
pain-amber-no-plan = 4 or 5 of 10 means no increase: { $pain }. Do the same again, or less, until it is 3 or below. If it gets worse, or you limp, stop and let somebody look at it.
pain-red =
    🛑 That is too much to train on: { $pain }. I hold your plan until { DAY($until) }. Rest, and let a doctor or physiotherapist look at it, above all with swelling, a limp, a sharp spot on the bone, or a joint that locks or gives way.

    Tap “I am cleared” when it is settled.
pain-red-held = 🛑 That is too much to train on: { $pain }. Your plan is on hold anyway; please name this as well when you see somebody about it.
hold-rest = 🛑 Your plan rests until { DAY($until) } because of pain. If it is settled, or a clinician has cleared you, tell me:
hold-flag = 🛑 Your plan is on hold since { DAY($since) } because of the warning signs you told me about. It goes on when a doctor has cleared you:
button-cleared = I am cleared
button-cleared-yes = Yes, I may train again
button-cleared-no = Not yet
clear-not-held = Nothing is on hold. /today shows what is next.
clear-still-held = Good that you wait. The plan stays on hold; questions and the log work as ever.
clear-done = 💚 Glad to hear it. Your plan goes on; start easy, and stop at the first sign that it comes back.

## Reminders

reminder =
    ⏰ { $card }
reminder-late =
    ⏰ This comes late, because I was offline. Sorry!

    { $card }
remind-ask-time = <b>At what time shall I remind you?</b> Tap one or type it with morning or evening, like “6:45 am” or “18:30”.
remind-ask-days = <b>On which days?</b>
button-days-training = Training days
button-days-weekdays = Monday to Friday
button-days-every = Every day
remind-on-days = { WEEKDAYS($days) }
remind-on-training-days = training days
remind-set = ⏰ I remind you at <b>{ CLOCK($minute) }</b> on { $days } ({ $zone }), from { DAY($first) } on.
remind-once = ⏰ I remind you once, on { DAY($day) } at <b>{ CLOCK($minute) }</b>.
remind-past = That moment is over. Name one to come, like “tomorrow at 7am”.
remind-is = ⏰ Your reminder: <b>{ CLOCK($minute) }</b> on { $days } ({ $zone }). Write “remind me at 6:30 am on weekdays” to change it, or tap:
remind-none = You have no reminder. Write “remind me at 7am”, or tap a time:
remind-off = 🔕 Reminders are off. The plan and your log stay.
remind-off-until = 🔕 No reminders before { DAY($until) }.
remind-off-already = Reminders are off already.
button-remind-off = 🔕 Off

## Questions

card =
    <b>{ $title }</b>

    { $text }

    { $unknowns }
    { $stop }
    { $clinician }

    { $grade }
    { $old }
    { $sources }
card-old = 🕰 Last checked { DAY($reviewed) }: this may have changed since.
card-unknowns = <i>What we don't know:</i> { $text }
card-stop = 🛑 <b>Stop if</b> { $text }
card-clinician = 🩺 <b>Ask a clinician if</b> { $text }
card-sources = 📚 { $text }
card-sources-all =
    <b>Sources of “{ $title }”</b> (last checked { DAY($reviewed) })
    { $lines }
source-line = • { $text }
grade-a = ⚖️ Evidence: strong (reviews or randomised trials)
grade-b = ⚖️ Evidence: fair (controlled studies)
grade-c = ⚖️ Evidence: limited (small or observational studies)
grade-d = ⚖️ Evidence: opinion, lists or our own judgement
grade-tradition = ⚖️ Tradition: handed down, not tested
grade-myth = ⚖️ A myth, corrected
grade-unverified = ⚖️ Not verified: we could not read the source ourselves
button-sources = 📚 Sources
button-not-that = That's not what I asked
button-back = ◀︎ Back
button-more = More ▶︎
ask-which = I have more than one answer near that. Which do you mean?
ask-other = Sorry! Perhaps one of these? Or ask in other words.
ask-topics = Ask me anything about retro running; I have { NUMBER($count) } answers with sources. Write a question, or pick a topic:
ask-unknown =
    { $said }

    { $net }
ask-not-known = I don't know that. I only answer from checked sources about running and walking backward: technique, safety, training, injuries, records, gear and what research says. I can tell you about:
ask-elsewhere = { $text } I can tell you about:
sources =
    <b>Sources ({ NUMBER($number) } of { NUMBER($count) })</b>
    { $lines }

## Progress

progress =
    <b>Your progress</b>
    { $lines }
    { $plan }
    { $streak }
progress-week = This week: { NUMBER($count) } { $count ->
    [one] session
   *[other] sessions
 }{ $metres ->
    [0] {""}
   *[other] , { DISTANCE($metres) } backward
 }{ $seconds ->
    [0] {""}
   *[other] , { DURATION($seconds) } backward
 }
progress-month = Last 4 weeks: { NUMBER($count) } { $count ->
    [one] session
   *[other] sessions
 }{ $metres ->
    [0] {""}
   *[other] , { DISTANCE($metres) } backward
 }{ $seconds ->
    [0] {""}
   *[other] , { DURATION($seconds) } backward
 }
progress-all = Ever: { NUMBER($count) } { $count ->
    [one] session
   *[other] sessions
 }{ $metres ->
    [0] {""}
   *[other] , { DISTANCE($metres) } backward
 }{ $seconds ->
    [0] {""}
   *[other] , { DURATION($seconds) } backward
 }
progress-plan = 📋 { NUMBER($done) } of { NUMBER($all) } sessions of your plan done
progress-streak = 🔥 { NUMBER($weeks) } weeks in a row
progress-empty = Your log is empty so far. Write what you did, like “walked backward 10 min”, and I keep it.
progress-picture = Your last { NUMBER($weeks) } weeks backward
history =
    <b>Your last sessions</b> ({ NUMBER($count) } in all)
    { $lines }

## Settings and the rest

settings =
    <b>Settings</b>
    📍 { $place } ({ $zone })
    📏 { $units ->
        [imperial] miles
       *[metric] kilometres
    }
    📅 { WEEKDAYS($days) }
    { $paused ->
        [yes] ⏸ reminders are paused (/resume)
       *[no] ▶️ reminders are on
    }
button-set-place = Change place
button-set-days = Change days
button-set-reminder = Change reminder
button-set-health = Health and plan
settings-units-metric = 📏 Kilometres from now on.
settings-units-imperial = 📏 Miles from now on.
settings-ask-place = Type your town or a time zone, or share your location.
settings-no-place = I could not find “{ $place }”. Try a larger town nearby, or a time zone like Europe/Lisbon.
settings-place = 📍 { $place } ({ $zone }), where it is { CLOCK($minute) } now. Your reminders keep their time on the wall.
settings-ask-days = On which days do you want to train? For example “Tue, Thu and Sun”.
settings-days = 📅 { WEEKDAYS($days) } from now on.
settings-name = Nice to meet you, { $name }.
settings-age = Thank you. Age { NUMBER($age) } can change what is safe, so let us go through the safety check once more when you have a minute:
settings-goal = 🎯 Noted. Your plan decides what comes first; “Start over” in /plan changes it.
pause-done = ⏸ Paused: no reminders. Your plan's days go on; /resume when you are back.
pause-already = ⏸ It is paused already.
resume-done = ▶️ Welcome back. Reminders are on again.
resume-already = ▶️ Nothing was paused.
button-resume = ▶️ Resume
forget-ask =
    <b>Erase everything I know about you?</b> Log, plan, reminders, settings: all of it, for good. There is no Undo.
button-forget-yes = Yes, erase everything
button-forget-no = No, keep it
button-forget = Erase everything
forget-kept = Nothing was erased.
forget-done = 🧹 Done: everything about you is erased (the last daily backup that knows you goes within 7 days). If you come back one day, /start begins anew. Run well!
privacy =
    <b>What I keep:</b> what you tell me about yourself (age range, the safety answers, place, time zone, units, training days), your plan, your log, reminders, and for 48 hours the messages I got, so that none is lost.
    <b>Where:</b> in one file on the machine of whoever runs this bot. Nothing goes anywhere else; no cloud, no language model, no statistics. Telegram itself carries the messages.
    <b>Yours:</b> /export gives you everything as a file; /forget erases it. Copies in the daily backups are gone after 7 days.
export-caption = 📦 Everything I know about you, { NUMBER($count) } { $count ->
    [one] session
   *[other] sessions
 }. The format is JSON.
help =
    <b>What I can do</b>
    🏃 /today, /week, /plan: what to run
    ✍️ Just write what you did: “2 km backward in 16 min, effort 6”, “done”, “yesterday 10 min backward walk”. /undo takes it back
    ⏰ /remind: “remind me at 7am on weekdays”
    ↪️ “move it to Friday”, “skip today”
    ❓ Ask: “is it good for my knees?” (/ask for topics, /sources)
    📈 /progress and /history
    ⚙️ /settings, /pause, /resume, /export, /forget, /privacy
greeting = Hello{ $name ->
    [nobody] {""}
   *[other] , { $name }
 }! Ready when you are.
thanks = You're welcome! 🙌
not-understood =
    I did not understand that, so I changed nothing. You can write what you did (“1.5 km backward in 12 min”), ask a question, or use the menu.
unknown-command = I don't know /{ $command }. /help shows what I can do.
stale-button = That button is from earlier and no longer works.
group-only-private = I coach one runner at a time: please write to me in a private chat.
unreadable-sticker = Nice one! I can only read text, though. Write what you did, or /help.
unreadable-voice = I can't listen to voice messages. Please write it in a sentence, and I log it.
unreadable-photo = I can't read pictures. Please write what you did, like “2 km backward in 16 min”.
unreadable-video = I can't watch videos. Please write what you did, like “2 km backward in 16 min”.
unreadable-document = I can't read files. Please write what you did, like “2 km backward in 16 min”.
unreadable-contact = I don't need contacts. Write what you did, or /help.
unreadable-empty = That message was empty. Write what you did, or /help.
unreadable-long = That is too long for me. In a sentence or two, please: what did you do?
unreadable-other = I can't read that kind of message. Please write it in words; /help shows what I can do.
stranger = This bot is private. If you know whoever runs it, ask them to add your chat number: <code>{ $chat }</code>.
trouble = Something went wrong on my side, and I have not changed anything. Please try again in a moment; your message is kept.

## Red flags. $number: the emergency number; $crisis: a sentence about a crisis line.

redflag =
    { $now }

    { $unsure }
    { $not_logged }
redflag-chest = 🚨 Stop and sit down. Pain, pressure or tightness in the chest can be the heart. Call { $number } now, even if it eases. Don't drive yourself, don't walk it off, and don't stay alone. Unlock the door if you are at home.
redflag-faint = 🚨 Stop and lie down with your legs up. Fainting or nearly fainting with exercise has to be checked today. If it is happening now, if it came with chest pain, a racing heart or a head knock, or if somebody doesn't wake up, call { $number }. Not breathing normally: start chest compressions. Don't drive yourself.
redflag-stroke = 🚨 This can be a stroke, and minutes count. Call { $number } now and say when it began, even if it is already better. Sit or lie down. Don't eat, drink or take aspirin, and don't drive yourself.
redflag-breath = 🚨 Stop and sit upright, leaning forward. Use your reliever inhaler if you have one. If you can't speak a whole sentence, your lips look blue, or it isn't easing within minutes, call { $number } now. Don't lie flat, don't drive yourself.
redflag-head = 🚨 Stop for today. After a knock to the head, don't stay alone for 24 hours, don't drive and don't drink alcohol. Call { $number } if you passed out, vomit, get drowsy or confused, have a worsening headache, odd vision, fluid from nose or ear, or neck pain with tingling. Otherwise be seen by a doctor today.
redflag-bone = 🚨 Stop and don't put weight on it. Keep it still as it lies, don't straighten it, and cool it through a cloth. If it is bent, bone shows, it goes numb or cold, or you can't get up, call { $number }. Otherwise be seen today: somebody else drives.
redflag-clot = 🚨 Stop training and don't massage it. A hot, swollen or painful calf can be a blood clot: be seen by a doctor today. If you also get chest pain, become breathless or cough blood, call { $number } at once.
redflag-joint = 🚨 Stop and rest it, raised and cooled through a cloth. A joint that swells this much should be seen by a doctor today. If it is hot and you have a fever, or the foot or hand goes numb or cold, call { $number }.
redflag-spine = 🚨 Stop. Numbness, weak legs or trouble with bladder or bowel can mean that nerves are being pressed: this is for an emergency department now. Call { $number }. After a fall keep still, and don't let anybody move your neck or back.
redflag-heat = 🚨 This can be heatstroke. Call { $number } now. Get into the shade, take off what you can, and cool with water and air: neck, armpits, groin. Sip water only if fully awake. Don't go on, and don't stay alone.
redflag-allergy = 🚨 This can be a severe allergic reaction. Use your adrenaline pen now if you have one, then call { $number }, even if it eases. Sit up if breathing is hard, otherwise lie down with legs raised. Don't stand up and don't drive yourself.
redflag-diabetes = 🚨 Stop. If your sugar is low and you can swallow: 15 to 20 g of fast sugar now, check again in 15 minutes, repeat. Confused, can't swallow, vomiting, high ketones, or not rising: call { $number }. Don't drive, and don't stay alone.
redflag-pregnancy = 🚨 Stop. Call your midwife or maternity unit now, whatever the hour. If there is heavy bleeding, strong pain, chest pain, fainting or trouble breathing, call { $number }. Don't wait for the next appointment and don't drive yourself.
redflag-blood = 🚨 Stop. Press firmly on a bleeding wound and keep pressing. Bleeding that won't stop, coughing or vomiting blood, black stools, or a hard knock while on blood thinners: call { $number } now. Dark urine with sore, weak muscles after hard training: be seen today.
redflag-sight = 🚨 Stop. Sudden loss or change of sight is an emergency for eye and brain, even if it comes back. Call { $number } now. Don't drive yourself, and don't rub or press the eye.
redflag-heart = 🚨 Stop and sit down. A heart that races or stumbles and won't settle, or that makes you dizzy, faint or breathless, has to be checked now. Call { $number }. Don't drive yourself, and don't stay alone.
redflag-self-harm = 🚨 I'm really glad you told me, and I'm worried about you. I'm only a running coach, so please talk to a person now. { $crisis } If you are in danger or have hurt yourself or taken something, call { $number }. If you can, don't stay alone, and move away from anything you could use to hurt yourself. You don't have to carry this by yourself.
redflag-number-unsure = I don't know your country, so use your local emergency number if it isn't { $number }.
redflag-crisis-line = You can call { $name } on { $crisis }.
redflag-crisis-elsewhere = You can find a line near you, day or night, at findahelpline.com.
redflag-held = Your plan is on hold, and reminders stay quiet, until a doctor, midwife or physiotherapist has cleared you. Tell me “I'm cleared” when they have.
redflag-not-logged = I haven't logged anything from this message. You can tell me about the session later.
redflag-clear-ask = Has a clinician seen you about this and said that you may train again?
unknown-safety-net = If you have chest pain, can't breathe, fainted, have sudden weakness, numbness or trouble speaking, hit your head, or think of harming yourself, don't wait for me: stop and call { $number }.

## The command menu

command-today = Today's workout
command-week = This week
command-plan = The whole plan
command-log = How to log a session
command-undo = Take back the last entry
command-progress = Your progress
command-history = Your last sessions
command-remind = Reminders
command-ask = Ask about retro running
command-settings = Place, units, days
command-pause = Pause reminders
command-resume = Resume reminders
command-sources = Every source we cite
command-export = Everything I know, as a file
command-forget = Erase everything
command-privacy = What I keep
command-help = What I can do
command-start = Start, or choose a plan
about-long = I coach retro running: running and walking backward. Plans that start gently, reminders at your local time, a log you keep by writing a sentence, and answers with their sources. Nothing leaves the machine I run on.
about-short = Your coach for running and walking backward

## Pictures

picture-weeks-title = Backward, week by week
picture-weeks-metres = Distance of the last { NUMBER($weeks) } weeks
picture-weeks-seconds = Time of the last { NUMBER($weeks) } weeks
