using Amplify;
using Amplify.Samples;

// Walks the main job of Auth: sign up, confirm, sign in, change an attribute, add a second factor, sign AWS requests, stay signed in, restart, sign out, go on as a guest; then without a password, and on a remembered device.
//   dotnet run --project samples/QuickStart
//       against an emulator in this process, on a free loopback port: needs nothing
//   dotnet run --project samples/QuickStart -- --config amplify_outputs.json --username ana@example.com
//       against a real user pool: asks for password and codes
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // At a prompt nobody would notice: then the process simply ends.
    e.Cancel = !Prompt.IsAsking;
    stop.Cancel();
};

var story = new Story(Console.Out);
try
{
    Arguments arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
        return 0;
    }

    if (arguments.ConfigPath is null)
    {
        await EmulatorWalk.RunAsync(story, stop.Token);
    }
    else
    {
        await RealPoolWalk.RunAsync(story, arguments, stop.Token);
    }

    return 0;
}
catch (ArgumentsException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}
catch (AuthConfigurationException e)
{
    story.Failed(e.Message);
    return 3;
}
catch (AuthException e)
{
    story.Failed($"{e.Reason}: {e.Message}{(e.RequestId is null ? "" : $" (request {e.RequestId})")}");
    return 1;
}
catch (UnexpectedTurnException e)
{
    story.Failed(e.Message);
    return 1;
}
catch (OperationCanceledException)
{
    story.Failed("Stopped.");
    return 130;
}
#pragma warning disable CA1031 // The last line of defence of a program: a message and an exit code instead of a stack trace.
catch (Exception e)
#pragma warning restore CA1031
{
    story.Failed($"{e.GetType().Name}: {e.Message}");
    return 1;
}
