// Every test has its own emulator, port and clock, so they may all run at once.
[assembly: Parallelizable(ParallelScope.All)]
