using System.Collections.Concurrent;
using System.Text;
using Amplify;
using Amplify.Emulator;
using Amplify.Samples;
using Spectre.Console;

// A desktop application at the terminal: signs in in every way there is, stays signed in over restarts, uses AWS as its user.
//   dotnet run --project samples/DesktopConsole              against an emulator in this process: needs nothing
//   dotnet run --project samples/DesktopConsole -- --demo    the same without a person
//   dotnet run --project samples/DesktopConsole -- --config amplify_outputs.json
Console.OutputEncoding = Encoding.UTF8; // QR codes are made of blocks.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // The first Ctrl+C leaves cleanly, the second in any case.
    e.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

var screen = new Screen(AnsiConsole.Console);
try
{
    Arguments arguments = Arguments.Parse(args);
    if (arguments.Help)
    {
        Console.WriteLine(Arguments.Usage);
        return 0;
    }

    if (arguments.Demo)
    {
        await new DemoWalk(screen).RunAsync(arguments.StoreFolder, stop.Token);
        return 0;
    }

    await RunAsync(arguments);
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
    Console.Error.WriteLine($"Failed: {e.Message}");
    return 3;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("\nStopped.");
    return 130;
}
#pragma warning disable CA1031 // The last line of defence of a program: a message and an exit code instead of a stack trace.
catch (Exception e)
#pragma warning restore CA1031
{
    Console.Error.WriteLine($"Failed: {(e is AuthException or UnexpectedTurnException ? "" : $"{e.GetType().Name}: ")}{e.Message}");
    return 1;
}
finally
{
    screen.Console.Cursor.Show(true);
}

async Task RunAsync(Arguments arguments)
{
    Place? elsewhere = arguments.EmulatorPath is { } file ? EmulatorFile.Load(file)
        : arguments.ConfigPath is not null ? ConfiguredPlace.Load(arguments)
        : null;
    if (Console.IsInputRedirected || Console.IsOutputRedirected)
    {
        throw new ArgumentsException("This program asks a person at a terminal, and there is none. Use --demo to see it run without one.");
    }

    // An emulator in this process is gone afterwards, and so is what it signed in: the store is thrown away with it.
    await using CognitoEmulator? cognito = elsewhere is null ? await EmulatedPlace.StartAsync(stop.Token) : null;
    Place place = elsewhere ?? EmulatedPlace.Set(cognito!, arguments.RequireMfa);
    StoreFolder folder = arguments.StoreFolder is { } path ? StoreFolder.Open(path)
        : place.Lasts ? StoreFolder.Open(StoreFolder.DefaultPath)
        : StoreFolder.OpenTemporary();
    try
    {
        var changes = new ConcurrentQueue<AuthChangedEventArgs>();
        await using var browser = new SystemBrowser(new SystemBrowserOptions { ApplicationName = Product.Name });
        await using Engine engine = await Engine.StartAsync(place, arguments.Paste ? new ConsoleBrowser() : browser, folder, changes.Enqueue, stop.Token);
        WelcomeView.Show(screen, place, folder);
        await new App(place, engine, screen, new ConsolePrompts(screen, place, browserAsks: arguments.Paste), changes).RunAsync(stop.Token);
    }
    finally
    {
        folder.Close();
    }
}
