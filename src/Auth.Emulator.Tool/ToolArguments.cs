using System.Globalization;

namespace Amplify.Emulator.Tool;

/// <summary>The command line, read.</summary>
internal sealed class ToolArguments
{
    private readonly List<string> _callbackUrls = [];

    /// <summary>The port asked for; 0 takes a free one.</summary>
    public int Port { get; private set; } = 9229;

    /// <summary>The AWS region to play.</summary>
    public string Region { get; private set; } = "eu-west-1";

    /// <summary>The callback URLs asked for; empty for the usual ones.</summary>
    public IReadOnlyList<string> CallbackUrls => _callbackUrls;

    /// <summary>How the pool keeps track of devices; <see langword="null"/> when it does not.</summary>
    public DeviceConfiguration? Devices { get; private set; }

    /// <summary>Whether to print one line of JSON in place of text.</summary>
    public bool Json { get; private set; }

    /// <summary>Whether help was asked for.</summary>
    public bool Help { get; private set; }

    /// <summary>What is wrong with the command line; <see langword="null"/> when it can be run.</summary>
    public string? Error { get; private set; }

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>; the first fault ends the reading.</summary>
    public static ToolArguments Parse(IReadOnlyList<string> args)
    {
        var read = new ToolArguments();
        for (int i = 0; i < args.Count && read.Error is null; i++)
        {
            string[] parts = args[i].Split('=', 2);
            string? NextValue() => parts.Length == 2 ? parts[1] : i + 1 < args.Count ? args[++i] : null;
            switch (parts[0])
            {
                case "--port":
                    read.ReadPort(NextValue());
                    break;
                case "--region":
                    read.ReadRegion(NextValue());
                    break;
                case "--callback-url":
                    read.ReadCallbackUrl(NextValue());
                    break;
                case "--devices":
                    read.ReadDevices(NextValue());
                    break;
                case "--json" when parts.Length == 1:
                    read.Json = true;
                    break;
                case "--help" or "-h" or "-?" when parts.Length == 1:
                    read.Help = true;
                    break;
                default:
                    read.Error = $"Unknown argument '{args[i]}'.";
                    break;
            }
        }

        return read;
    }

    private void ReadPort(string? text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535)
        {
            Port = port;
        }
        else
        {
            Error = text is null ? "--port needs a number." : $"--port needs a number from 0 to 65535, not '{text}'.";
        }
    }

    private void ReadDevices(string? text)
    {
        switch (text)
        {
            case "off":
                Devices = null;
                break;
            case "always":
                Devices = new DeviceConfiguration();
                break;
            case "opt-in":
                Devices = new DeviceConfiguration { DeviceOnlyRememberedOnUserPrompt = true };
                break;
            default:
                Error = text is null ? "--devices needs off, always or opt-in." : $"--devices needs off, always or opt-in, not '{text}'.";
                break;
        }
    }

    private void ReadRegion(string? text)
    {
        if (!string.IsNullOrEmpty(text) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            Region = text;
        }
        else
        {
            Error = text is null ? "--region needs the name of a region." : $"--region needs the name of a region such as eu-west-1, not '{text}'.";
        }
    }

    private void ReadCallbackUrl(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            Error = "--callback-url needs a URL.";
        }
        else
        {
            _callbackUrls.Add(text);
        }
    }
}
