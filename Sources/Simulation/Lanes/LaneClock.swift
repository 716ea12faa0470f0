/// The numbers of a lane that change with every attempt: plain memory, no reference to count.
struct LaneClock {
  var isActive = false
  /// In seconds.
  var time = 0.0
  var segmentEnd = 0.0
  /// The step to try next, and the one being tried, which may end at the segment's end.
  var wishedStep = 0.0
  var step = 0.0
  var control = StepControl()
  /// Attempts without a usable number in this segment.
  var unsoundAttempts = 0
  /// Attempts in a row whose only fault was a species below the floor.
  var sunkAttempts = 0
  /// The next output time; infinite if there is none.
  var nextOutput = Double.infinity
  /// A bit for each of the first 64 landmarks that is still to come.
  var pendingLandmarks: UInt64 = 0
  /// A species below this rejects the attempt.
  var floor = 0.0
  var attemptLimit = 0
  var attempts = 0
  var accepted = 0
  var rejected = 0

  /// Whether a step to the end of the segment is being tried.
  var reachesSegmentEnd: Bool { step >= segmentEnd - time }

  /// Whether the wished step can be told from none.
  var canMove: Bool { time + wishedStep > time }

  /// Settles the length of the next attempt: a remainder too short for a step of its own is taken
  /// along, or halved.
  mutating func chooseStep() {
    let left = segmentEnd - time
    step = min(wishedStep, left)
    if step < left, step > 0.6 * left { step = 0.5 * left }
  }
}
