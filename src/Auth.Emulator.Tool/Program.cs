using System.Runtime.InteropServices;
using Amplify.Emulator.Tool;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // The command ends by itself, cleanly.
    stop.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await ToolCommand.RunAsync(args, Console.Out, Console.Error, stop.Token);
