namespace Amplify.Samples;

/// <summary>A bar of hashes; where the output is a terminal it grows in place.</summary>
internal sealed class ProgressBar(int width)
{
    private int _filled;

    public void Show(long done, long total)
    {
        int filled = total <= 0 ? width : (int)(Math.Min(done, total) * width / total);
        if (filled <= _filled)
        {
            return;
        }

        _filled = filled;
        if (!Console.IsOutputRedirected)
        {
            (int left, int top) = Console.GetCursorPosition();
            Console.Write($"\n      {this}");
            Console.SetCursorPosition(left, Math.Min(top, Console.CursorTop - 1));
        }
    }

    public override string ToString() => $"[{new string('#', _filled)}{new string('.', width - _filled)}]";
}
