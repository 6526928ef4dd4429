using System.Runtime.ExceptionServices;

namespace Backprop.Tensors.Kernels;

/// <summary>Work that can be cut into parts which touch different memory.</summary>
internal abstract class Job
{
    /// <summary>Does one part; called on any thread.</summary>
    public abstract void Run(int part);
}

/// <summary>
/// The one pool of threads of the process: background threads, made when first needed, that spin for a moment after a part, for
/// the next one comes soon while training, and then sleep. Whoever finds the pool taken does all parts itself: no one waits.
/// </summary>
internal static class Workers
{
    private static readonly object s_gate = new();
    private static readonly List<Worker> s_workers = [];
    private static int s_unfinished;
    private static ExceptionDispatchInfo? s_failure;

    /// <summary>Runs parts 0 … parts − 1, part 0 on the calling thread, and returns when all are done.</summary>
    public static void Run(int parts, Job job)
    {
        if (parts == 1 || !Monitor.TryEnter(s_gate))
        {
            for (var part = 0; part < parts; part++)
            {
                job.Run(part);
            }

            return;
        }

        ExceptionDispatchInfo? failure;
        try
        {
            while (s_workers.Count < parts - 1)
            {
                s_workers.Add(new Worker());
            }

            Volatile.Write(ref s_unfinished, parts - 1);
            for (var part = 1; part < parts; part++)
            {
                s_workers[part - 1].Start(job, part);
            }

            job.Run(0);
        }
        finally
        {
            // Even when part 0 failed: the others still read what the caller holds.
            var spin = new SpinWait();
            while (Volatile.Read(ref s_unfinished) > 0)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }

            failure = Interlocked.Exchange(ref s_failure, null);
            Monitor.Exit(s_gate);
        }

        failure?.Throw();
    }

#pragma warning disable CA1001 // a worker lives as long as the process
    private sealed class Worker
#pragma warning restore CA1001
    {
        /// <summary>Looks for work so often before it sleeps: some hundred microseconds, several steps of a mid-sized network.</summary>
        private const int Spins = 4000;

        private readonly AutoResetEvent _wake = new(false);
        private Job? _job;
        private int _part;
        private int _isAsleep;

        public Worker() => new Thread(Loop) { IsBackground = true, Name = "Backprop worker" }.Start();

        public void Start(Job job, int part)
        {
            _part = part;
            Interlocked.Exchange(ref _job, job);
            if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
            {
                _wake.Set();
            }
        }

        private void Loop()
        {
            while (true)
            {
                var job = Next();
                try
                {
                    job.Run(_part);
                }
                catch (Exception failure) when (Remember(failure))
                {
                    // Thrown again where the parts are waited for.
                }

                Interlocked.Decrement(ref s_unfinished);
            }
        }

        private Job Next()
        {
            for (var spins = 0; ; spins++)
            {
                if (Interlocked.Exchange(ref _job, null) is { } job)
                {
                    return job;
                }

                if (spins < Spins)
                {
                    Thread.SpinWait(4);
                    continue;
                }

                // Whoever starts us after this line sees that we sleep; if it was before, the job is there already.
                Interlocked.Exchange(ref _isAsleep, 1);
                if (Volatile.Read(ref _job) is null)
                {
                    _wake.WaitOne();
                }

                Interlocked.Exchange(ref _isAsleep, 0);
                spins = 0;
            }
        }

        private static bool Remember(Exception failure)
        {
            s_failure = ExceptionDispatchInfo.Capture(failure);
            return true;
        }
    }
}
