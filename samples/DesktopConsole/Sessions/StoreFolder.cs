namespace Amplify.Samples;

/// <summary>A folder that nobody but the user can read.</summary>
internal sealed class StoreFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TimeProvider _time;

    private StoreFolder(string path, bool isThrownAway, TimeProvider time)
    {
        Path = path;
        IsThrownAway = isThrownAway;
        _time = time;
    }

    public string Path { get; }

    /// <summary>Whether it goes when the program ends: what an emulator in this process signed in is worth nothing afterwards.</summary>
    public bool IsThrownAway { get; }

    /// <summary>The usual place of an application's own data, which on Windows belongs to the user already.</summary>
    public static string DefaultPath => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "Amplify.Samples.DesktopConsole");

    public static StoreFolder Open(string path, TimeProvider? time = null)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        return new StoreFolder(System.IO.Path.GetFullPath(path), isThrownAway: false, time ?? TimeProvider.System);
    }

    /// <summary>A new, empty one.</summary>
    public static StoreFolder OpenTemporary() =>
        new(Directory.CreateTempSubdirectory("desktop-console-").FullName, isThrownAway: true, TimeProvider.System);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public Task<FileLock> LockAsync(string name, CancellationToken cancellationToken) => FileLock.TakeAsync(PathOf($"{name}.lock"), _time, cancellationToken);

    /// <summary>Writes a whole file or none: whoever reads meanwhile finds the old one, and so does the next start after a crash.</summary>
    public async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        string next = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            await using (var file = new FileStream(next, options))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    public void Close()
    {
        if (IsThrownAway)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
