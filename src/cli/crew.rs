//! Many documents over all cores (分工): folders are opened as there are hands for them, and what came of them is
//! told in the order they were asked for. Those who make documents do not wait for the disk: keepers do.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread::Scope;

/// How far the crew may run ahead of what has been told, in tasks a thread: what waits is only words.
const AHEAD: usize = 256;

/// Time that a thread without work sleeps, in microseconds; another is opening a folder that may hold work.
const NAP: u64 = 200;

/// Threads that wait for the disk (保管). A journal takes many files in one go: one at a time took 3.7 ms each, four
/// at a time 0.2, eight 0.17, sixteen no less.
const KEEPERS: usize = 8;

/// Documents that may wait for a keeper; whoever makes more keeps them himself, so that memory stays bounded.
const MOST_WAITING: usize = 16;

/// How a kind of work is done (工序). A task is a workspace or an archive, its parts are documents.
pub(super) trait Steps: Sync {
    /// What is asked for.
    type Task: Sync;
    /// It, open.
    type Open: Send + Sync;
    /// A document that is made and on its way to the disk.
    type Made: Send;
    /// What came of one document.
    type Part: Send;
    /// What is to be told of the whole task.
    type Said: Send;

    /// Opens a task; its number of documents.
    fn open(&self, task: &Self::Task) -> (Self::Open, usize);
    /// Makes one document.
    fn make(&self, open: &Self::Open, n: usize) -> Done<Self::Made, Self::Part>;
    /// Keeps one that was made: waits until it stands on the disk.
    fn keep(&self, open: &Self::Open, made: Self::Made) -> Self::Part;
    /// Closes the task, with what came of its documents in their order; those not begun before a halt are left out.
    fn close(&self, task: &Self::Task, open: Self::Open, parts: Vec<Option<Self::Part>>) -> Self::Said;
    /// Whether nothing more is to be begun.
    fn halted(&self) -> bool {
        false
    }
}

/// How far a document is (进度).
pub(super) enum Done<M, P> {
    /// It waits for the disk.
    Made(M),
    /// There is nothing more to be done.
    All(P),
}

/// A document that waits for a keeper.
struct Waiting<S: Steps + ?Sized> {
    number: usize,
    open: Arc<S::Open>,
    n: usize,
    made: S::Made,
}

/// An open task and its documents.
struct Running<S: Steps + ?Sized> {
    number: usize,
    open: Arc<S::Open>,
    /// Documents that somebody has taken.
    taken: usize,
    /// Documents not done yet.
    left: usize,
    parts: Vec<Option<S::Part>>,
}

/// Where all stands.
struct State<S: Steps + ?Sized, T> {
    /// The next task that nobody has opened.
    next: usize,
    /// Tasks that are being opened.
    opening: usize,
    running: Vec<Running<S>>,
    to_keep: VecDeque<Waiting<S>>,
    /// Nothing more will be made.
    all_made: bool,
    /// Done, but not told: one before it is not done.
    waiting: BTreeMap<usize, S::Said>,
    told: usize,
    tell: T,
    /// A thread has panicked: the others go home.
    broken: bool,
}

/// What a thread is to do next.
enum Next<O> {
    Open(usize),
    One(usize, Arc<O>, usize),
    Wait,
    Home,
}

/// Does all tasks over the threads of the pool; `tell` hears of each in the order of the tasks.
pub(super) fn run<S: Steps>(steps: &S, tasks: &[S::Task], tell: impl FnMut(S::Said) + Send) {
    let state = Mutex::new(State::<S, _> {
        next: 0,
        opening: 0,
        running: Vec::new(),
        to_keep: VecDeque::new(),
        all_made: false,
        waiting: BTreeMap::new(),
        told: 0,
        tell,
        broken: false,
    });
    let crew = Crew {
        steps,
        tasks,
        state,
        made: Condvar::new(),
        keepers: Once::new(),
    };
    std::thread::scope(|scope| {
        let _evening = Evening(&crew);
        // one member a thread: spawned work could be taken up by a thread that waits in the midst of a document
        rayon::broadcast(|_| crew.work(scope));
    });
}

struct Crew<'a, S: Steps, T> {
    steps: &'a S,
    tasks: &'a [S::Task],
    state: Mutex<State<S, T>>,
    /// Tells keepers that there is something to keep, or that nothing more will come.
    made: Condvar,
    /// Called in with the first document that another follows: one alone needs no keeper.
    keepers: Once,
}

impl<S: Steps, T: FnMut(S::Said) + Send> Crew<'_, S, T> {
    fn state(&self) -> MutexGuard<'_, State<S, T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work<'s>(&'s self, scope: &'s Scope<'s, '_>) {
        let _alarm = Alarm(self);
        loop {
            match self.next() {
                Next::Open(number) => self.open(number),
                Next::One(number, open, n) => match self.steps.make(&open, n) {
                    Done::Made(made) => self.hand_over(
                        Waiting {
                            number,
                            open,
                            n,
                            made,
                        },
                        scope,
                    ),
                    Done::All(part) => self.done(number, open, n, part),
                },
                Next::Wait => rest(),
                Next::Home => return,
            }
        }
    }

    fn next(&self) -> Next<S::Open> {
        let halted = self.steps.halted();
        let mut state = self.state();
        if state.broken {
            return Next::Home;
        }
        if halted {
            self.drop_the_rest(&mut state);
            self.close_done(state);
            return Next::Home;
        }
        let free = state.running.iter_mut().find(|r| r.taken < r.parts.len());
        if let Some(running) = free {
            running.taken += 1;
            return Next::One(running.number, Arc::clone(&running.open), running.taken - 1);
        }
        let ahead = AHEAD * rayon::current_num_threads().max(1);
        match state.next {
            next if next < self.tasks.len() && next < state.told + ahead => {
                state.next += 1;
                state.opening += 1;
                Next::Open(next)
            }
            next if next < self.tasks.len() || state.opening > 0 => Next::Wait,
            _ => Next::Home,
        }
    }

    fn open(&self, number: usize) {
        let Some(task) = self.tasks.get(number) else {
            return;
        };
        let (open, parts) = self.steps.open(task);
        let mut state = self.state();
        state.opening -= 1;
        state.running.push(Running {
            number,
            open: Arc::new(open),
            taken: 0,
            left: parts,
            parts: std::iter::repeat_with(|| None).take(parts).collect(),
        });
        self.close_done(state);
    }

    /// Gives the document to a keeper, where there is other work and room in the queue.
    fn hand_over<'s>(&'s self, waiting: Waiting<S>, scope: &'s Scope<'s, '_>) {
        let mut state = self.state();
        if state.to_keep.len() >= MOST_WAITING || !state.has_more(self.tasks.len()) {
            drop(state);
            return self.keep(waiting);
        }
        state.to_keep.push_back(waiting);
        drop(state);
        self.keepers.call_once(|| {
            (0..KEEPERS).for_each(|_| {
                scope.spawn(|| self.keep_all());
            });
        });
        self.made.notify_one();
    }

    /// A keeper's day.
    fn keep_all(&self) {
        let _alarm = Alarm(self);
        loop {
            let idle = |state: &mut State<S, T>| state.to_keep.is_empty() && !state.all_made;
            let held = self.made.wait_while(self.state(), idle);
            let waiting = held.unwrap_or_else(PoisonError::into_inner).to_keep.pop_front();
            match waiting {
                Some(waiting) => self.keep(waiting),
                None => return,
            }
        }
    }

    fn keep(&self, waiting: Waiting<S>) {
        let Waiting {
            number,
            open,
            n,
            made,
        } = waiting;
        let part = self.steps.keep(&open, made);
        self.done(number, open, n, part);
    }

    fn done(&self, number: usize, open: Arc<S::Open>, n: usize, part: S::Part) {
        drop(open);
        let mut state = self.state();
        if let Some(running) = state.running.iter_mut().find(|r| r.number == number) {
            running.left -= 1;
            if let Some(place) = running.parts.get_mut(n) {
                *place = Some(part);
            }
        }
        self.close_done(state);
    }

    /// Documents that nobody has begun are not begun any more.
    fn drop_the_rest(&self, state: &mut State<S, T>) {
        for running in &mut state.running {
            running.left -= running.parts.len() - running.taken;
            running.taken = running.parts.len();
        }
        state.next = self.tasks.len();
    }

    /// Closes tasks whose documents are all done, outside of the lock, and tells of those whose turn it is.
    fn close_done<'s>(&'s self, mut state: MutexGuard<'s, State<S, T>>) {
        while let Some(at) = state.running.iter().position(|r| r.left == 0) {
            let done = state.running.remove(at);
            drop(state);
            let said = Arc::into_inner(done.open)
                .zip(self.tasks.get(done.number))
                .map(|(open, task)| self.steps.close(task, open, done.parts));
            state = self.state();
            state.waiting.extend(said.map(|said| (done.number, said)));
            state.tell_in_turn();
        }
    }
}

impl<S: Steps, T: FnMut(S::Said)> State<S, T> {
    /// Whether there is a document that nobody has taken, or a task that may have some.
    fn has_more(&self, tasks: usize) -> bool {
        self.next < tasks || self.running.iter().any(|r| r.taken < r.parts.len())
    }

    fn tell_in_turn(&mut self) {
        while let Some(said) = self.waiting.remove(&self.told) {
            self.told += 1;
            (self.tell)(said);
        }
    }
}

/// Sends the others home where this thread panics: they would wait for ever for what it has taken.
struct Alarm<'c, 'a, S: Steps, T: FnMut(S::Said) + Send>(&'c Crew<'a, S, T>);

impl<S: Steps, T: FnMut(S::Said) + Send> Drop for Alarm<'_, '_, S, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.state().broken = true;
        }
    }
}

/// Lets the keepers go when all is made, also where a thread has panicked.
struct Evening<'c, 'a, S: Steps, T: FnMut(S::Said) + Send>(&'c Crew<'a, S, T>);

impl<S: Steps, T: FnMut(S::Said) + Send> Drop for Evening<'_, '_, S, T> {
    fn drop(&mut self) {
        self.0.state().all_made = true;
        self.0.made.notify_all();
    }
}

/// Helps another thread with its document, or sleeps a little.
fn rest() {
    if rayon::yield_now() != Some(rayon::Yield::Executed) {
        std::thread::sleep(std::time::Duration::from_micros(NAP));
    }
}
